"""python -m video_gate http | grpc | worker | migrate | provision | replay | audit-heads | verify-audit."""

from chassis.service import main
from video_gate.service import SERVICE

if __name__ == "__main__":
    main(SERVICE)
