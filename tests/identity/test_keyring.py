"""Keys: what makes a link's token, and what signs an access token."""

import base64
import json
import secrets
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from identity.domain.links import LinkUnknown
from identity.keyring import FactorKeys, LinkKeys, SigningKeys, token_hash

seeds = st.binary(min_size=32, max_size=32)


def keys(**named):
    return LinkKeys("new", {"old": b"o" * 32, "new": b"n" * 32} | named)


@given(seeds)
def test_a_token_is_the_same_at_every_try_and_another_under_another_key(seed):
    assert keys().token(seed, "old") == keys().token(seed, "old") != keys().token(seed, "new")
    assert len(keys().token(seed, "old")) == 43


@given(seeds, seeds)
def test_two_seeds_have_two_tokens(one, two):
    assert (keys().token(one, "new") == keys().token(two, "new")) == (one == two)


@given(st.text(max_size=60))
def test_what_can_not_be_a_token_is_unknown(text):
    if len(text) == 43 and all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in text):
        assert len(token_hash(text)) == 32
    else:
        with pytest.raises(LinkUnknown):
            token_hash(text)


def test_links_made_with_an_old_key_outlive_a_change_of_keys(tmp_path):
    file = tmp_path / "keys.json"
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    file.write_text(json.dumps({"current": "1", "keys": {"1": key}}))
    before = LinkKeys.read(file).token(b"s" * 32, "1")
    file.write_text(json.dumps({"current": "2", "keys": {"1": key, "2": base64.b64encode(secrets.token_bytes(32)).decode()}}))
    after = LinkKeys.read(file)
    assert after.current == "2" and after.token(b"s" * 32, "1") == before


def test_the_first_key_signs_and_all_are_published(tmp_path):
    made = [ECKey.generate_key("P-256", {"kid": name}) for name in ("now", "next")]
    file = tmp_path / "signing.json"
    file.write_text(json.dumps({"keys": [key.as_dict(private=True) for key in made]}))
    signing = SigningKeys.read(file)
    assert [key["kid"] for key in signing.published()["keys"]] == ["now", "next"]
    token = signing.access_token("maple", uuid4(), "OWNER", uuid4())
    decoded = jwt.decode(token, KeySet.import_key_set(signing.published()), algorithms=["ES256"])
    assert decoded.header["kid"] == "now" and decoded.claims["role"] == "OWNER"






def test_what_is_sealed_opens_for_its_owner_alone_and_after_a_change_of_keys():
    before, after = FactorKeys("old", {"old": b"o" * 32}), FactorKeys("new", {"old": b"o" * 32, "new": b"n" * 32})
    sealed, name = before.seal(b"JBSWY3DPEHPK3PXP", "ada")
    assert b"JBSWY" not in sealed and after.open(sealed, name, "ada") == b"JBSWY3DPEHPK3PXP"
    assert sealed != before.seal(b"JBSWY3DPEHPK3PXP", "ada")[0]
    with pytest.raises(InvalidTag):
        after.open(sealed, name, "ben")
    with pytest.raises(InvalidTag):
        after.open(sealed, "new", "ada")


def test_a_recovery_code_is_found_under_an_old_key_and_kept_under_the_current():
    before, after = FactorKeys("old", {"old": b"o" * 32}), FactorKeys("new", {"old": b"o" * 32, "new": b"n" * 32})
    [kept] = before.code_hashes("k7mq2xv9tb", "ada")
    assert kept in after.code_hashes("k7mq2xv9tb", "ada") and after.code_hashes("k7mq2xv9tb", "ada")[0] != kept
    assert kept not in after.code_hashes("k7mq2xv9tb", "ben")
