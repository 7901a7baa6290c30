"""What happens by itself. Each job may run twice."""

from leadwright.kit import clock
from leadwright.kit.jobs import app, every
from leadwright.qualification import ranking
from leadwright.qualification.history import WON
from leadwright.qualification.retraining import train, train_all, train_if_due
from leadwright.qualification.returning import revisit_due
from leadwright.team.models import Workspace


@every(seconds=60)
def bring_leads_back() -> None:
    revisit_due(now=clock.now())


@every(seconds=86_400)
def learn_scores() -> None:
    train_all(now=clock.now())


@every(seconds=60)
def keep_scores() -> None:
    ranking.keep_up(now=clock.now())


@app.task(name="leadwright.qualification.jobs.train_now")
def train_now(workspace_id: int) -> None:
    workspace = Workspace.objects.get(pk=workspace_id)
    train(workspace, now=clock.now())
    train_if_due(workspace, WON, now=clock.now())
