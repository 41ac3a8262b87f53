"""An IMAP server of a test's own: as much of RFC 3501 and RFC 6851 as collecting returned mail takes."""

import re
import socketserver
import ssl
import threading

LINE = re.compile(rb'(?P<tag>\S+) (?P<verb>UID \w+|\w+)(?: (?P<rest>.*))?', re.I)


class ImapServer:
    """folders: name → {uid: content}. can_move: whether it says so and does. say[verb]: an answer in place of its own.

    tls: a context to encrypt with, from the first byte on (scheme imaps) or once asked to, and nobody is signed in before (imap+starttls).
    """

    def __init__(self, can_move=True, scheme="imap", tls=None):
        self.tls, self.encrypted = tls, scheme == "imaps"
        self.folders, self.can_move, self.say, self.deleted, self.sessions = {"INBOX": {}}, can_move, {}, set(), 0
        self.password, self._next = "a secret", 1
        outer = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                outer.sessions += 1
                if outer.encrypted:
                    self.encrypt()
                _Dialogue(outer, self).run()

            def encrypt(self):
                self.connection = outer.tls.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def receive(self, content):
        """A mail arrives."""
        self.folders["INBOX"][self._next] = content
        self._next += 1

    def contents(self, folder="INBOX"):
        """The mails in a folder."""
        return list(self.folders.get(folder, {}).values())


class _Dialogue:
    def __init__(self, server, session):
        self.server, self.session = server, session

    def run(self):
        """Until the client signs off."""
        self.tell(b"* OK ready")
        self._converse()

    def _converse(self):
        for line in iter(self.session.rfile.readline, b""):
            said = LINE.fullmatch(line.rstrip(b"\r\n"))
            tag, verb, rest = said["tag"], said["verb"].decode().upper(), (said["rest"] or b"").decode()
            refused = self.server.say.get(verb)
            answer = refused or getattr(self, verb.lower().replace(" ", "_"), lambda _: "BAD unknown")(rest)
            self.tell(tag + b" " + answer.encode() + b" done")
            if verb == "STARTTLS":
                self.session.encrypt()
                return self._converse()
            if verb == "LOGOUT":
                return None
        return None

    def tell(self, line):
        """One line."""
        self.session.wfile.write(line + b"\r\n")

    def capability(self, _):
        """What it can."""
        self.tell(b"* CAPABILITY IMAP4rev1" + (b" MOVE" if self.server.can_move else b"") + (b" STARTTLS" if self.server.tls else b""))
        return "OK"

    def starttls(self, _):
        """Encrypted from the next line on."""
        return "OK" if self.server.tls else "BAD unknown"

    def login(self, rest):
        """By name and password."""
        if self.server.tls and not isinstance(self.session.connection, ssl.SSLSocket):
            return "NO [PRIVACYREQUIRED]"
        return "OK" if rest.endswith(f'"{self.server.password}"') else "NO wrong"

    def select(self, rest):
        """A folder."""
        self.folder = self.server.folders.get(rest.strip('"'))
        if self.folder is None:
            return "NO no such folder"
        self.tell(f"* {len(self.folder)} EXISTS".encode())
        return "OK [READ-WRITE]"

    def uid_search(self, _):
        """All that isn't deleted."""
        self.tell(b"* SEARCH " + " ".join(str(uid) for uid in self.folder if uid not in self.server.deleted).encode())
        return "OK"

    def uid_fetch(self, rest):
        """The beginning of a mail."""
        uid, most = int(rest.split()[0]), int(re.search(r"<0\.(\d+)>", rest)[1])
        if uid in self.folder:
            content = self.folder[uid][:most]
            self.tell(b"* 1 FETCH (UID %d BODY[]<0> {%d}" % (uid, len(content)))
            self.session.wfile.write(content)
            self.tell(b")")
        return "OK"

    def uid_store(self, rest):
        """Mark for deletion."""
        self.server.deleted.add(int(rest.split()[0]))
        return "OK"

    def expunge(self, _):
        """Remove what is marked."""
        for uid in list(self.server.deleted):
            self.folder.pop(uid, None)
        return "OK"

    def create(self, rest):
        """A folder."""
        self.server.folders[rest.strip('"')] = {}
        return "OK"

    def uid_copy(self, rest):
        """Into another folder."""
        uid, folder = rest.split(" ", 1)
        if folder.strip('"') not in self.server.folders:
            return "NO [TRYCREATE]"
        self.server.folders[folder.strip('"')][int(uid)] = self.folder[int(uid)]
        return "OK"

    def uid_move(self, rest):
        """Into another folder, and away from here."""
        answer = self.uid_copy(rest)
        if answer == "OK":
            self.folder.pop(int(rest.split()[0]))
        return answer

    def logout(self, _):
        """Goodbye."""
        self.tell(b"* BYE")
        return "OK"
