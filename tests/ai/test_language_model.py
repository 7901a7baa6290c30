from django.db import connection
from django.urls import reverse

from leadwright.ai.models import LanguageModel
from tests.ai.conftest import URL
from tests.wire.language_model import KEY

FIELDS = {"url": URL, "name": "small-1", "key": KEY}
PAGE = "/language-model/"


def test_a_model_is_kept_once_it_answered_and_its_key_is_never_shown(cast, as_member, talker):
    admin = as_member(cast.dana)
    cast.dana.role = "admin"
    cast.dana.save(update_fields=["role"])
    assert admin.post(PAGE, FIELDS).status_code == 303
    kept = LanguageModel.objects.get()
    assert (kept.workspace, kept.key) == (cast.workspace, KEY)
    assert talker.asked[0]["path"] == "/v1/chat/completions"
    assert KEY not in admin.get(PAGE).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM ai_languagemodel")
        assert KEY not in cursor.fetchone()[0]
    assert admin.post(reverse("ai:removal")).status_code == 303
    assert not LanguageModel.objects.exists()


def test_a_model_that_does_not_answer_is_not_kept(cast, as_member, talker):
    cast.dana.role = "admin"
    cast.dana.save(update_fields=["role"])
    admin = as_member(cast.dana)
    wrong = admin.post(PAGE, {**FIELDS, "key": "another"})
    assert wrong.status_code == 422
    assert "401" in wrong.content.decode()
    talker.whole = b"<html>"
    assert admin.post(PAGE, FIELDS).status_code == 422
    assert not LanguageModel.objects.exists()


def test_a_stored_key_goes_to_no_other_address(cast, as_member, model, talker):
    cast.dana.role = "admin"
    cast.dana.save(update_fields=["role"])
    admin = as_member(cast.dana)
    assert admin.post(PAGE, {**FIELDS, "url": "https://thief.example/v1", "key": ""}).status_code == 422
    assert talker.asked == []
    assert admin.post(PAGE, {**FIELDS, "name": "small-2", "key": ""}).status_code == 303
    model.refresh_from_db()
    assert (model.name, model.key) == ("small-2", KEY)


def test_an_address_inside_of_our_network_is_refused(cast, as_member, talker):
    cast.dana.role = "admin"
    cast.dana.save(update_fields=["role"])
    refused = as_member(cast.dana).post(PAGE, {**FIELDS, "url": "http://127.0.0.1/v1"})
    assert refused.status_code == 422
    assert talker.asked == []
