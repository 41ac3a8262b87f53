"""python -m identity http | grpc | worker | migrate | provision | replay | audit-heads | verify-audit."""

from chassis.service import main
from identity.service import SERVICE

if __name__ == "__main__":
    main(SERVICE)
