import pytest
from django.urls import reverse

from leadwright.team.models import Member, User
from leadwright.team.roles import Role
from tests.cast import PASSWORD

HTMX = {"hx-request": "true"}


def test_an_admin_sees_the_people_of_their_workspace_only(as_member, cast):
    page = as_member(cast.ada).get(reverse("team:members")).content.decode()
    assert "Alice Marlowe" in page and "Charlie Okonjo" not in page


def test_an_invitation_gives_an_address_to_hand_over(as_member, cast):
    client = as_member(cast.ada)
    given = {"name": "Nils Berg", "email": "Nils@Northmark.Example", "role": Role.SDR}
    answer = client.post(reverse("team:members"), given)
    assert answer.context["link"].startswith("http://testserver/join/")
    member = Member.objects.get(user__email="nils@northmark.example")
    assert (member.workspace, member.role) == (cast.workspace, Role.SDR)
    client.post(reverse("team:members"), given)
    assert Member.objects.filter(user__email="nils@northmark.example").count() == 1


def test_an_invitation_of_somebody_elses_person_gives_no_way_into_their_account(as_member, cast):
    given = {"name": "Charlie", "email": cast.charlie.user.email, "role": Role.SDR}
    answer = as_member(cast.ada).post(reverse("team:members"), given)
    assert answer.status_code == 303
    assert User.objects.filter(email=cast.charlie.user.email).count() == 1


@pytest.mark.parametrize(
    "given", [{}, {"name": "A", "email": "no", "role": "sdr"}, {"name": "A", "email": "a@b.co", "role": "god"}]
)
def test_a_wrong_invitation_is_shown_again(as_member, cast, given):
    assert as_member(cast.ada).post(reverse("team:members"), given).status_code == 422


def test_a_role_is_changed_with_and_without_htmx(as_member, cast):
    client = as_member(cast.ada)
    address = reverse("team:role", args=[cast.alice.pk])
    assert client.post(address, {"role": Role.AE}).status_code == 303
    answer = client.post(address, {"role": Role.BDR}, headers=HTMX)
    assert answer.status_code == 200 and b"<!doctype" not in answer.content.lower()
    cast.alice.refresh_from_db()
    assert cast.alice.role == Role.BDR


def test_the_last_admin_stays(as_member, cast):
    client = as_member(cast.ada)
    assert client.post(reverse("team:role", args=[cast.ada.pk]), {"role": Role.SDR}).status_code == 422
    assert client.post(reverse("team:activity", args=[cast.ada.pk]), {"active": "0"}).status_code == 422
    cast.ada.refresh_from_db()
    assert cast.ada.active and cast.ada.role == Role.ADMIN


def test_there_is_no_such_role(as_member, cast):
    assert as_member(cast.ada).post(reverse("team:role", args=[cast.bob.pk]), {"role": "god"}).status_code == 422


def test_a_member_is_shut_out_and_let_in_again(as_member, cast):
    client = as_member(cast.ada)
    address = reverse("team:activity", args=[cast.bob.pk])
    for active in (False, False, True):
        assert client.post(address, {"active": str(int(active))}).status_code == 303
        cast.bob.refresh_from_db()
        assert cast.bob.active is active


@pytest.mark.parametrize("name", ["role", "activity"])
def test_another_workspaces_member_does_not_exist(as_member, cast, name):
    assert as_member(cast.ada).post(reverse(f"team:{name}", args=[cast.charlie.pk])).status_code == 404
    assert as_member(cast.alice).post(reverse(f"team:{name}", args=[cast.bob.pk])).status_code == 403


def test_the_workspace_is_kept(as_member, cast):
    client = as_member(cast.dana)
    given = {"name": "Northmark", "offer": "", "postal_address": "2 Quay", "timezone": "Europe/Vilnius"}
    assert client.post(reverse("team:workspace"), {**given, "country": "lt", "currency": "eur"}).status_code == 303
    cast.workspace.refresh_from_db()
    assert (cast.workspace.country, cast.workspace.currency) == ("LT", "EUR")
    assert client.post(reverse("team:workspace"), {**given, "country": "L1", "currency": "EUR"}).status_code == 422


PROFILE = {"name": "Alice M", "title": "SDR", "phone": "", "language": "lt", "timezone": "Europe/Vilnius"}


def test_a_profile_is_kept_and_its_language_shown(as_member, cast):
    client = as_member(cast.alice)
    answer = client.post(reverse("team:profile"), {**PROFILE, "day_starts": "08:00", "day_ends": "16:00"})
    assert answer.status_code == 303
    assert client.get(reverse("team:profile"))["Content-Language"] == "lt"
    cast.alice.refresh_from_db()
    assert (cast.alice.timezone, cast.alice.user.name) == ("Europe/Vilnius", "Alice M")


def test_a_day_that_ends_before_it_starts_is_refused(as_member, cast):
    given = {**PROFILE, "day_starts": "17:00", "day_ends": "09:00", "timezone": "Nowhere/Town"}
    assert as_member(cast.alice).post(reverse("team:profile"), given).status_code == 422


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(as_member, cast, client):
    from django.test import Client

    cast.alice.user.set_password(PASSWORD)
    cast.alice.user.save(update_fields=["password"])
    other = Client()
    other.force_login(cast.alice.user)
    mine = as_member(cast.alice)
    new = {"password": "a new long secret", "again": "a new long secret"}
    assert mine.post(reverse("team:password"), {"current": "wrong", **new}).status_code == 422
    assert mine.post(reverse("team:password"), {"current": PASSWORD, **new}).status_code == 303
    assert mine.get(reverse("team:profile")).status_code == 200
    assert other.get(reverse("team:profile")).status_code == 302
