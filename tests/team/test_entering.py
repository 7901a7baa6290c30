from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from leadwright.team.invitations import invitation
from leadwright.team.models import LoginTry, User
from tests.cast import PASSWORD


@pytest.fixture
def alice(cast):
    user = cast.alice.user
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return cast.alice


def log_in(client, email="alice@northmark.example", password=PASSWORD, **more):
    return client.post(reverse("team:login"), {"email": email, "password": password, **more}, follow=False)


def test_a_password_lets_in_and_the_session_gets_a_new_key(client, alice):
    client.get(reverse("team:login"))
    answer = log_in(client)
    assert (answer.status_code, answer["Location"]) == (303, reverse("web:today"))
    assert client.session["_auth_user_id"] == str(alice.user_id)


def test_the_address_may_be_typed_in_any_case(client, alice):
    assert log_in(client, email=" Alice@Northmark.Example ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@northmark.example", "wrong"), ("nobody@northmark.example", PASSWORD), ("a", "b"), ("\x00", "\x00")],
)
def test_a_wrong_pair_says_the_same_for_known_and_unknown_people(client, alice, email, password):
    answer = log_in(client, email=email, password=password)
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_after_five_tries_the_account_is_shut_for_a_while_even_for_the_right_password(client, alice):
    for _turn in range(LoginTry.MOST_AN_ACCOUNT):
        assert log_in(client, password="wrong").status_code == 422
    answer = log_in(client)
    assert answer.status_code == 429
    assert b"Too many tries" in answer.content
    LoginTry.objects.update(at=LoginTry.objects.latest("at").at - timedelta(minutes=16))
    assert log_in(client).status_code == 303


def test_many_accounts_from_one_address_are_counted_together(client, alice):
    at = LoginTry.begin("x@y.example", "127.0.0.1", alice.workspace.created_at).at + timedelta(days=3650)
    LoginTry.objects.bulk_create(
        LoginTry(account=f"{n}@y.example", address="127.0.0.1", at=at) for n in range(LoginTry.MOST_AN_ADDRESS)
    )
    assert log_in(client).status_code == 429


def test_the_right_password_starts_the_count_afresh(client, alice):
    for _round in range(3):
        for _turn in range(3):
            log_in(Client(), password="wrong")
        assert log_in(Client()).status_code == 303


def test_a_visitor_cannot_choose_the_address_that_is_counted(client, alice):
    client.post(
        reverse("team:login"), {"email": "a@b.example", "password": "x"}, headers={"x-forwarded-for": "203.0.113.9"}
    )
    assert LoginTry.objects.get().address == "127.0.0.1"


def test_behind_our_proxy_its_word_is_taken(client, alice, settings):
    settings.PROXIES = 1
    heard = "198.51.100.7, 203.0.113.9"
    client.post(reverse("team:login"), {"email": "a@b.example", "password": "x"}, headers={"x-forwarded-for": heard})
    assert LoginTry.objects.get().address == "203.0.113.9"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_log_in_leads_only_to_our_own_pages(client, alice, elsewhere):
    assert log_in(client, next=elsewhere)["Location"] == reverse("web:today")


def test_the_page_that_was_asked_for_opens_after_the_log_in(client, alice):
    asked = client.get(reverse("team:profile"))
    assert asked["Location"] == f"{reverse('team:login')}?next=/profile/"
    assert log_in(client, next="/profile/")["Location"] == "/profile/"


def test_who_was_shut_out_neither_comes_in_nor_stays(client, alice):
    log_in(client)
    alice.active = False
    alice.save(update_fields=["active"])
    assert client.get(reverse("team:profile")).status_code == 302
    assert log_in(Client()).status_code == 422


def test_log_out_ends_the_session_and_is_not_a_link(as_member, cast):
    client = as_member(cast.alice)
    assert client.get(reverse("team:logout")).status_code == 405
    assert client.post(reverse("team:logout")).status_code == 303
    assert "_auth_user_id" not in client.session


def test_the_demo_has_one_address_that_logs_in(client, cast, settings):
    from leadwright.market.models import Market

    Market.objects.create(workspace=cast.workspace, seed=1)
    settings.DEMO, settings.ENTER_TOKEN = True, "this-start"
    assert client.get(reverse("team:enter", args=["another"])).status_code == 404
    assert client.get(reverse("team:enter", args=["this-start"])).status_code == 303
    assert client.session["_auth_user_id"] == str(cast.alice.user_id)


@pytest.mark.parametrize(("demo", "token"), [(False, "t"), (True, "")])
def test_outside_the_demo_that_address_does_not_exist(client, cast, settings, demo, token):
    settings.DEMO, settings.ENTER_TOKEN = demo, token
    assert client.get(reverse("team:enter", args=["t"])).status_code == 404


def test_in_the_demo_one_may_look_through_a_teammates_eyes_but_not_an_outsiders(as_member, cast, settings):
    settings.DEMO = True
    client = as_member(cast.alice)
    assert client.post(reverse("team:become"), {"member": cast.erin.pk}).status_code == 303
    assert client.session["_auth_user_id"] == str(cast.erin.user_id)
    assert client.post(reverse("team:become"), {"member": cast.charlie.pk}).status_code == 404
    assert client.post(reverse("team:become"), {"member": "x"}).status_code == 404
    settings.DEMO = False
    assert client.post(reverse("team:become"), {"member": cast.alice.pk}).status_code == 404


def test_an_invitation_is_good_once(client, db):
    guest = User.objects.create_user(email="new@northmark.example", name="New Person")
    address = reverse("team:join", args=[invitation(guest)])
    assert client.get(address).status_code == 200
    assert client.post(address, {"password": "short", "again": "short"}).status_code == 422
    assert client.post(address, {"password": PASSWORD, "again": "other"}).status_code == 422
    assert client.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    guest.refresh_from_db()
    assert guest.check_password(PASSWORD)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "a:b:c", "é"])
def test_a_forged_invitation_is_none(client, db, token):
    assert client.get(reverse("team:join", args=[token])).status_code == 404
