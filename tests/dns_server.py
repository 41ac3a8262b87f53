"""A DNS server of a test's own, speaking the real protocol over UDP."""

import socketserver
import threading

import dns.message
import dns.name
import dns.rcode
import dns.rrset


class DnsServer:
    """zone: (name, type) → texts of records. A name that stands nowhere in it does not exist. silent: names it never answers for."""

    def __init__(self, zone=None):
        self.zone, self.silent, self.asked = zone or {}, set(), []
        outer = self

        class Ask(socketserver.BaseRequestHandler):
            def handle(self):
                content, sock = self.request
                if (answer := outer.answer(content)) is not None:
                    sock.sendto(answer, self.client_address)

        self._server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Ask)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, content):
        """One reply, as bytes."""
        query = dns.message.from_wire(content)
        (question,) = query.question
        name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        if name in self.silent:
            return None
        reply = dns.message.make_response(query)
        if (name, kind) in self.zone:
            reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *self.zone[name, kind]))
        elif name not in {known for known, _ in self.zone}:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()

    def stop(self):
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
