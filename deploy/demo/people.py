"""Who is in the demo practices: names that stand for nobody, chosen so that every state of the console has someone in it."""

from dataclasses import dataclass, field
from datetime import date

PASSWORD = "a quiet place to wait"


@dataclass(frozen=True)
class Staff:
    """A staff member to invite."""

    name: str
    email: str
    role: str


@dataclass(frozen=True)
class Person:
    """A contact of a client. state: how far they got (new, invited, active); consent: given by staff."""

    given: str
    family: str
    email: str
    relationship: str = "MOTHER"
    primary: bool = True
    state: str = "new"
    consent: bool = False
    access: bool | None = None
    notifications: bool | None = None
    phone: str = ""


@dataclass(frozen=True)
class Client:
    """Someone in care. people is empty for an adult who acts for themself; then email, state and the switches are their own."""

    given: str
    family: str
    born: date
    clinician: int = 0
    email: str = ""
    phone: str = ""
    state: str = "new"
    people: tuple[Person, ...] = ()
    guardian: bool = False
    access: bool | None = None
    notifications: bool | None = None
    hours: tuple[float, ...] = ()


@dataclass(frozen=True)
class Practice:
    """A practice with its people."""

    slug: str
    name: str
    phone: str
    door: str
    owner: Staff
    staff: tuple[Staff, ...]
    clients: tuple[Client, ...] = field(default=())


def adult(
    name: str, year: int, state: str = "new", *, clinician: int = 0, hours: tuple[float, ...] = (), email: str = "", **switches: bool
) -> Client:
    """An adult with an address made from the name."""
    given, family = name.split(" ", 1)
    address = email or f"{given[0]}.{family}@example.com".lower().replace(" ", "").replace("ø", "o").replace("é", "e").replace("ö", "o")
    born = date(year, 1 + len(name) % 12, 1 + year % 27)
    return Client(given, family, born, clinician, address, "416-555-01" + str(year % 100).zfill(2), state, hours=hours, **switches)  # type: ignore[arg-type]


SOFIA = Person("Sofia", "Haddad", "sofia.haddad@example.com", state="active", consent=True, phone="416-555-0133")

MAPLE_CLIENTS = (
    Client("Noah", "Tremblay", date(2015, 3, 9), 0, hours=(0.15, 168.5), people=(
        Person("Julie", "Tremblay", "julie.tremblay@example.com", state="active", phone="416-555-0142"),
        Person("Marc", "Gagnon", "marc.gagnon@example.com", "FATHER", False, state="active", consent=True, access=True, notifications=True,
               phone="647-555-0119"))),
    Client("Ruby", "Okafor", date(2011, 6, 21), 1, hours=(1.8,), people=(
        Person("James", "Okafor", "james.okafor@example.com", "FATHER", state="active", consent=True, access=False),)),
    Client("Lina", "Haddad", date(2017, 5, 2), 1, hours=(5.3, 173.0), people=(SOFIA,)),
    Client("Adam", "Haddad", date(2012, 9, 14), 1, hours=(50.5,), people=(SOFIA,)),
    Client("Yusuf", "Haddad", date(2019, 12, 1), 1, people=(Person("Sofia", "Haddad", SOFIA.email, state="active"),)),
    Client("Thomas", "Bell", date(1988, 4, 30), 1, guardian=True, hours=(23.0,), people=(
        Person("Ruth", "Bell", "ruth.bell@example.com", "GUARDIAN", state="invited", consent=True),)),
    Client("Freya", "Lindqvist", date(2009, 8, 17), 2, hours=(27.5,), people=(
        Person("Erik", "Lindqvist", "erik.lindqvist@example.com", "FATHER", state="invited", consent=True),
        Person("Karin", "Lindqvist", "karin.lindqvist@example.com", "MOTHER", False, access=True, notifications=False))),
    adult("Grace Whitfield", 1979, "invited", hours=(71.0,), email="whitfields@example.com"),
    adult("Peter Whitfield", 1977, hours=(71.0,), email="whitfields@example.com"),
    adult("Olivier Fontaine", 1990, "invited", clinician=2, hours=(4.3,)),
    adult("Hannah Sørensen", 1994, "invited", clinician=2, hours=(31.0,)),
    adult("Samuel Adeyemi", 1985, "active", hours=(3.3, 171.0)),
    adult("Ana Carvalho", 1999, "invited", clinician=2, hours=(73.5,)),
    adult("Mei-Lin Chow", 1968, "active", clinician=1, hours=(0.05,)),
    adult("David Novak", 1972, "active", clinician=0, hours=(6.5,)),
    adult("Elena Petrova", 1981, "active", clinician=1, hours=(22.0,)),
    adult("Farid Rahman", 1996, "active", clinician=2, hours=(24.5,)),
    adult("Gwen Evans", 1959, "active", clinician=0, hours=(26.0,)),
    adult("Hugo Martin", 2001, clinician=2, hours=(28.0,), notifications=False),
    adult("Ines Duarte", 1983, "active", clinician=1, hours=(29.0,)),
    adult("Jonas Keller", 1975, "active", clinician=0, hours=(46.0,)),
    adult("Kavya Iyer", 1991, "active", clinician=2, hours=(47.0,)),
    adult("Liam Byrne", 1987, "invited", clinician=0, hours=(52.0,)),
    adult("Maya Cohen", 1993, "active", clinician=1, hours=(70.0,)),
    adult("Nadia Haddou", 1998, clinician=2, access=False),
    adult("Oscar Lund", 1964, "active", clinician=0, hours=(95.0,)),
    adult("Paula Reyes", 1989, clinician=1),
    adult("Quentin Roux", 1978, "active", clinician=2, hours=(97.0,)),
    adult("Rosa Marino", 1970, "invited", clinician=0, hours=(99.0,)),
    adult("Simon Wolfe", 1995, clinician=1),
    adult("Tara Singh", 1986, "active", clinician=2, hours=(118.0,)),
    adult("Umar Diallo", 2000, clinician=0),
    adult("Vera Kowalski", 1966, "active", clinician=1, hours=(120.0,)),
    adult("Wendy Park", 1992, "invited", clinician=2, hours=(121.0,)),
    adult("Xavier Morin", 1984, clinician=0),
    adult("Yara Nasser", 1997, "active", clinician=1, hours=(142.0,)),
    adult("Zoe Anders", 1976, "active", clinician=2, hours=(144.0,)),
    Client("Theo", "Marchand", date(2013, 2, 3), 0, hours=(49.0,), people=(
        Person("Claire", "Marchand", "claire.marchand@example.com", state="active", consent=True),)),
    Client("Iris", "Bouchard", date(2010, 11, 25), 2, hours=(75.0,), people=(
        Person("Anne", "Bouchard", "anne.bouchard@example.com", state="active", consent=True),)),
    Client("Milo", "Ferrand", date(2016, 7, 8), 1, hours=(100.0,), people=(
        Person("Luc", "Ferrand", "luc.ferrand@example.com", "FATHER", consent=False),)),
)

MAPLE = Practice(
    "maple", "Maple Counselling", "416-555-0100", "plum", Staff("Margaret Doyle", "margaret@maple.example", "OWNER"),
    (Staff("Priya Nair", "priya@maple.example", "FRONT_DESK"), Staff("Dr Amara Osei", "amara@maple.example", "CLINICIAN"),
     Staff("Daniel Roy", "daniel@maple.example", "CLINICIAN"), Staff("Lena Fischer", "lena@maple.example", "CLINICIAN"),
     Staff("Tom Hale", "tom@maple.example", "ADMIN")),
    MAPLE_CLIENTS,
)
BIRCH = Practice(
    "birch", "Birch Family Therapy", "604-555-0170", "juniper", Staff("Helen Ward", "helen@birch.example", "OWNER"),
    (Staff("Ivan Sokolov", "ivan@birch.example", "FRONT_DESK"), Staff("Dr Rana Aziz", "rana@birch.example", "CLINICIAN")),
    (adult("Nora Quist", 1990, "active", hours=(2.0,)), adult("Samuel Adeyemi", 1985, "active", hours=(25.0,)),
     Client("Pia", "Lang", date(2014, 4, 4), 0, hours=(26.0,), people=(
         Person("Jan", "Lang", "jan.lang@example.com", "FATHER", state="active", consent=True),))),
)
PRACTICES = (MAPLE, BIRCH)
