"""`python -m deploy.kubernetes secrets | deploy`: everything a first installation needs besides the images."""

import argparse
import json
import sys

from deploy.kubernetes import cluster, installation
from deploy.kubernetes.secrets import Installation
from deploy.local.failure import CannotStart


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kubernetes", description=__doc__)
    parser.add_argument("command", choices=("secrets", "deploy"))
    parser.add_argument("--namespace", default="anteroom")
    parser.add_argument("--release", default="anteroom", help="the Helm release")
    parser.add_argument("--database", help="host:port of your PostgreSQL; without it: the demo's own")
    parser.add_argument("--smtp-url", help="your relay, e.g. smtp+starttls://user:password@host:587; without it: the demo's own")
    parser.add_argument("--cluster-domain", default="cluster.local", help="as clusterDomain in the chart's values")
    parser.add_argument("--missing", action="store_true", help="secrets: add what a newer release wants, and change nothing that is there")
    parser.add_argument("--print", action="store_true", help="secrets: print the manifests instead of applying them")
    parser.add_argument("--values", action="append", help="deploy: values files; without any: values-demo.yaml")
    parser.add_argument("--timeout", default="300s", help="deploy: how long to wait until everything is ready")
    return parser.parse_args()


def main() -> None:
    """Runs one command."""
    said = arguments()
    target = Installation(said.namespace, said.release, said.database, said.smtp_url, said.cluster_domain)
    if said.command == "deploy":
        installation.deploy(target, said.values, said.timeout)
    elif said.print:
        print(json.dumps(target.manifests(), indent=1))
    elif said.missing:
        cluster.demand_answer()
        installation.add_missing(target)
    else:
        cluster.demand_answer()
        installation.apply_secrets(target)
        print(f"The Secrets are in namespace {said.namespace}. What they were made of is kept in {target.folder}: "
              "databases.sql makes the roles, nats.conf holds the users. Keep that folder somewhere safe, then remove it.")


try:
    main()
except CannotStart as failure:
    sys.exit(str(failure))
