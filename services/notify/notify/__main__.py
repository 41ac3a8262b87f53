"""python -m notify http | grpc | worker | migrate | provision | replay | audit-heads | verify-audit."""

from chassis.service import main
from notify.service import SERVICE

if __name__ == "__main__":
    main(SERVICE)
