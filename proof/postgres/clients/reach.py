"""Tries a TCP connection to each target at once: reach.py 'HOST:PORT HOST:PORT ...'. Prints the accepted ones, as JSON."""
import concurrent.futures
import json
import socket
import sys


def reaches(target):
    host, port = target.rsplit(":", 1)
    try:
        with socket.create_connection((host, int(port)), timeout=2):
            return True
    except OSError:
        return False


targets = sys.argv[1].split()
with concurrent.futures.ThreadPoolExecutor(len(targets)) as pool:
    print(json.dumps([target for target, reached in zip(targets, pool.map(reaches, targets)) if reached]))
