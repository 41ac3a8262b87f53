"""python -m clinic http | grpc | worker | migrate | provision | replay | audit-heads | verify-audit | open-practice <practice> …"""

import sys

from chassis.service import main
from clinic import command
from clinic.service import SERVICE

if __name__ == "__main__":
    if sys.argv[1:2] == ["open-practice"]:
        command.run(sys.argv[2:])
    else:
        main(SERVICE)
