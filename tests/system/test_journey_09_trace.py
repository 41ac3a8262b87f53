"""Journey 9: one trace holds the welcome email from the click to the mail server's answer."""

from uuid import uuid4

import pytest

from chassis.testing import eventually
from deploy.local.services import SERVICES
from tests.system.practice import Practice


def traceparent(trace_id):
    """W3C Trace Context: whoever sends it wants the trace taken."""
    return f"00-{trace_id}-{uuid4().hex[:16]}-01"


class Traced(Practice):
    """A practice whose every request is traced. Of nobody else the suite's stack takes a span."""

    def visitor(self):
        """As everywhere, and traced."""
        visitor = super().visitor()
        visitor.http.headers["traceparent"] = traceparent(uuid4().hex)
        return visitor


@pytest.fixture
def practice(stack):
    """A freshly opened practice."""
    return Traced(stack)


def by_service(spans):
    """The names of spans by the service that said them."""
    found = {}
    for span in spans:
        found.setdefault(span.service, []).append(span.name)
    return found


def test_one_trace_goes_from_the_click_to_the_smtp_reply(practice, traces):
    person = practice.adult()
    trace_id = uuid4().hex
    practice.owner.ask(
        "POST", f"/api/clinic/v1/clients/{person.client_id}:sendWelcomeEmail", {"contact_ids": [person.contact_id]},
        headers={"traceparent": traceparent(trace_id)},
    )
    practice.mail(person.email)

    def whole():
        said = by_service(traces.trace(trace_id))
        assert any("sendWelcomeEmail" in name for name in said.get("clinic", [])), said
        assert any("publish" in name for name in said["clinic"]) and any("apply" in name for name in said.get("identity", [])), said
        assert any("apply" in name for name in said.get("notify", [])), said
        assert any("MintLink" in name for name in said["identity"]) and any("MintLink" in name for name in said["notify"]), said
        assert any("smtp" in name.lower() for name in said["notify"]), said
        return True

    assert eventually(whole, seconds=15)


def test_no_span_carries_an_address_a_name_or_a_token(practice, traces):
    person = practice.adult(given_name="Zephyrine")
    practice.welcome(person)
    token = practice.mail(person.email).token
    practice.visitor().post("/api/identity/v1/links:inspect", {"token": token})
    eventually(lambda: any("links:inspect" in span.name for span in traces.spans), seconds=15)
    said = " ".join(f"{span.name} {span.attributes}" for span in traces.spans)
    assert not [secret for secret in (person.email, "Zephyrine", token) if secret in said]


def test_the_services_call_each_other_as_the_chart_allows_and_no_other_way(practice, traces, stack):
    person = practice.adult()
    visitor, session_id = practice.active(person), practice.book(person)
    invited = f"guest@{practice.slug}.example"
    practice.desk.post(f"/api/video-gate/v1/sessions/{session_id}/guests", {"name": "Ines Terp", "email": invited})
    assert practice.mail(invited)  # notify asks the gate for the link
    stack.pause("nats")
    try:
        eventually(lambda: ("video-gate", "clinic") in called(practice, visitor, session_id, traces), seconds=20, every=0.5)
    finally:
        stack.resume("nats")
    assert called(practice, visitor, session_id, traces) == {(one.label, other.label) for one in SERVICES for other in one.calls}


def called(practice, visitor, session_id, traces):
    """Who has called whom by now; joining makes a gate ask whose copy is stale."""
    practice.joins(visitor, session_id)
    by_id = {span.span_id: span for span in traces.spans}
    answered = [(by_id[span.parent_id], span) for span in by_id.values() if span.kind == SERVER and span.parent_id in by_id]
    edges = {(asked.service, answer.service) for asked, answer in answered if asked.kind == CLIENT and asked.service != answer.service}
    return {edge for edge in edges if set(edge) <= {service.label for service in SERVICES}}


SERVER, CLIENT = 2, 3
