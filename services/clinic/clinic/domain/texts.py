"""The texts a new practice begins with: terms for whoever signs in, consent for video care. Each has a version, and says the same in
English and in French; what a practice publishes itself stands as it was written."""

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

FRENCH_TERMS_TITLE = "Utiliser notre portail"
FRENCH_TERMS_BODY = """\
Voici les règles d’utilisation de notre portail. En les acceptant, vous consentez aussi à recevoir nos soins par vidéo.

À quoi sert le portail. Vous y voyez vos prochaines séances vidéo et vous les rejoignez ici. Personne ne le surveille \
jour et nuit. En cas d’urgence, appelez le numéro d’urgence de votre région ; n’attendez pas de réponse ici.

Votre connexion n’appartient qu’à vous. Choisissez un mot de passe que vous n’utilisez nulle part ailleurs et ne le \
dites à personne, pas même à nous. Si vous pensez que quelqu’un d’autre le connaît, choisissez-en un nouveau et \
prévenez-nous.

Les séances vidéo. Nous ne les enregistrons pas, et vous non plus. Installez-vous là où personne ne vous entend. Une \
connexion peut être coupée ; si cela arrive, nous vous appelons au numéro que nous avons.

Vos renseignements. Nous conservons qui s’est connecté, quand, et quelles séances ont été suivies, parce que la loi nous \
le demande. Nous ne communiquons rien à quiconque ne prend pas part à vos soins, sauf si la loi l’exige.

Changer d’avis. Vous pouvez retirer en tout temps votre consentement aux soins par vidéo, ici ou en nous le disant. Les \
séances en personne vous restent ouvertes."""

FRENCH_CONSENT_TITLE = "Consentement au portail et aux séances vidéo"
FRENCH_CONSENT_BODY = """\
Je consens à ce que la personne nommée ici reçoive des soins par vidéo, et à pouvoir consulter ses séances dans le \
portail et rejoindre celles auxquelles je suis invité(e).

Je sais que les soins par vidéo ont leurs limites : une connexion peut être coupée, et certaines choses se voient mieux en \
personne. Nous pouvons passer en tout temps aux séances en personne.

Je sais que les séances sont confidentielles et que ni la clinique ni nous ne les enregistrons.

Je sais qu’en cas d’urgence j’appelle le numéro d’urgence de ma région, et que la clinique peut avoir besoin de savoir où \
nous sommes.

Je peux retirer ce consentement en tout temps, dans le portail ou en le disant à la clinique. Le retrait prend effet \
immédiatement."""

FRENCH = {("TERMS", VERSION): (FRENCH_TERMS_TITLE, FRENCH_TERMS_BODY), ("CONSENT", VERSION): (FRENCH_CONSENT_TITLE, FRENCH_CONSENT_BODY)}
