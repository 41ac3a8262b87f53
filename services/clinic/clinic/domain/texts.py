"""The texts a new practice begins with: terms for whoever signs in, consent for video care. Each has a version."""

VERSION = "2026-1"

TERMS_TITLE = "Using our client portal"
TERMS_BODY = """\
These are the rules for using our portal. By accepting them you also agree to receive care from us by video.

What the portal is for. You see your upcoming video sessions and join them here. It is not watched around the clock. \
In an emergency call your local emergency number; don't wait for an answer here.

Your sign-in is yours. Choose a password that you use nowhere else, and tell it to nobody, us included. If you think \
somebody else knows it, choose a new one and tell us.

Video sessions. We don't record them, and you don't either. Find a place where nobody overhears you. A connection can \
fail; if it does, we call you at the number we have.

Your information. We keep who signed in, when, and which sessions were joined, because the law asks us to. We share \
nothing with anybody who has no part in your care, unless the law requires it.

Changing your mind. You can withdraw your agreement to video care at any time, here or by telling us. Sessions in \
person stay open to you."""

CONSENT_TITLE = "Consent to the portal and to video sessions"
CONSENT_BODY = """\
I agree that the person named here receives care by video, and that I may see their sessions in the portal and join \
those I am invited to.

I know that video care has limits: a connection can fail, and some things are better seen in person. We can change to \
sessions in person at any time.

I know that sessions are private and are not recorded, by the practice or by us.

I know that in an emergency I call the local emergency number, and that the practice may need to know where we are.

I may withdraw this consent at any time, in the portal or by telling the practice. It takes effect at once."""
