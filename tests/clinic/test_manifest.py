"""The practice's portal on a phone's home screen."""

from deploy.local.folders import REPOSITORY


def manifest(practice):
    with practice.app.test_client() as browser:
        return browser.get("/api/clinic/v1/practice/manifest", base_url=f"http://{practice.practice_id}.localhost:8080")


def test_it_carries_the_practices_name_and_the_door_in_its_colour(practice):
    practice.owner.patch("/settings", {"name": "Birch & Oak Family Counselling", "door": "juniper"})
    answer = manifest(practice)
    assert answer.content_type == "application/manifest+json"
    assert (answer.json["name"], answer.json["start_url"], answer.json["display"]) == ("Birch & Oak Family Counselling", "/", "standalone")
    assert {icon["src"].split("-")[0] for icon in answer.json["icons"]} == {"/icons/juniper"}


def test_every_icon_it_may_name_is_drawn(practice):
    for door in ("plum", "juniper", "oxblood", "harbour", "umber", "slate"):
        practice.owner.patch("/settings", {"door": door})
        for icon in manifest(practice).json["icons"]:
            assert (REPOSITORY / "web" / "public" / icon["src"].strip("/")).read_bytes().startswith(b"\x89PNG")


def test_where_no_practice_is_open_there_is_none(practice):
    practice.practice_id = "nowhere"
    assert manifest(practice).status_code == 404
