from django.urls import reverse

from leadwright.coaching.models import Recording, Review
from leadwright.knowledge.shipped import shipped_articles
from leadwright.market.founding import House
from leadwright.market.models import Market
from leadwright.market.teaching import teach
from leadwright.training.models import Card, Talk
from tests.cast import a_lead


def test_the_demo_has_been_taught_something(cast, as_member, now):
    shipped_articles(cast.workspace, now)
    a_lead(cast.alice)
    market = Market.objects.create(workspace=cast.workspace, seed=1, liveliness=1)
    teach(House(cast.workspace, market, list(cast.workspace.members.order_by("pk"))), now)
    well, badly = Recording.objects.order_by("recorded_at")
    assert well.talk_share < badly.talk_share
    assert (well.concerns, well.concerns_answered) == (1, 1)
    assert badly.concerns > badly.concerns_answered
    assert Review.objects.exclude(published_at=None).count() == 3
    first, second = Talk.objects.order_by("began_at")
    assert first.percent < second.percent
    assert second.outcome == "agreed"
    assert not Card.objects.filter(answer="").exists()
    alice = as_member(cast.alice)
    for page in ("coaching:index", "coaching:recordings", "coaching:library", "training:index", "training:talks"):
        assert alice.get(reverse(page)).status_code == 200
    assert "Finding the need" in alice.get(reverse("coaching:library")).content.decode()
    assert "The logger" in alice.get(reverse("training:index")).content.decode()
    assert alice.get(reverse("coaching:sound", args=[well.pk])).status_code == 200
