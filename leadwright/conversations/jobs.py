from leadwright.conversations.sending import reclaim_expired
from leadwright.kit import clock
from leadwright.kit.jobs import every


@every(seconds=30)
def reclaim() -> None:
    reclaim_expired(clock.now())
