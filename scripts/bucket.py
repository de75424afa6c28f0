"""Looks at buckets with a client of another maker, for scripts/check-publish.sh."""

import concurrent.futures
import json
import pathlib
import sys

import boto3
from botocore.config import Config


def client(endpoint):
    style = Config(s3={"addressing_style": "path"})
    return boto3.client("s3", endpoint_url=endpoint, config=style)


def make(endpoint, bucket):
    client(endpoint).create_bucket(Bucket=bucket)


def download(endpoint, place, folder):
    """Writes everything below a prefix into a folder."""
    bucket, prefix = place.split("/", 1)
    s3 = client(endpoint)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix + "/")
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]

    def write(key):
        path = pathlib.Path(folder) / key[len(prefix) + 1 :]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(s3.get_object(Bucket=bucket, Key=key)["Body"].read())

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(write, keys))


def headers(endpoint, bucket, key):
    """A page that was stored packed says so, what it is, and that it must be asked for."""
    found = client(endpoint).head_object(Bucket=bucket, Key=key)
    assert found["ContentEncoding"] == "gzip", found
    assert found["ContentType"] == "text/html; charset=utf-8", found
    assert found["CacheControl"] == "public, max-age=0, must-revalidate", found
    print("headers: ok")


def spoil(endpoint, place):
    """Turns the front page around, which keeps its size, and adds a page that nobody published."""
    bucket, prefix = place.split("/", 1)
    s3 = client(endpoint)
    page = s3.get_object(Bucket=bucket, Key=prefix + "/index.html")["Body"].read()
    s3.put_object(Bucket=bucket, Key=prefix + "/index.html", Body=page[::-1])
    s3.put_object(Bucket=bucket, Key=prefix + "/leaked-draft.html", Body=page)


def claimed(endpoint, place):
    """Ends with 1 where no publisher has claimed the target."""
    bucket, prefix = place.split("/", 1)
    head = client(endpoint).get_object(Bucket=bucket, Key=prefix + "/dossier-site.json")["Body"].read()
    if "writing" not in json.loads(head):
        sys.exit(1)


def within_bounds(requests, told, site):
    """One correction costs at most twice the changed files plus four requests, and their bytes plus 256 KB."""
    lines = [line.split() for line in open(requests)]
    news = json.load(open(told))
    changed = len(news["changed"]) + len(news["removed"])
    sent = sum(int(line[1]) for line in lines)
    base = "https://facts.example.org/"
    size = 0
    for address in news["changed"]:
        path = pathlib.Path(site) / address.removeprefix(base)
        size += (path / "index.html" if path.is_dir() else path).stat().st_size
    print(f"{changed} files of {size} bytes changed: {len(lines)} requests, {sent} bytes sent")
    assert changed > 0 and len(lines) <= 2 * changed + 4, lines
    assert sent <= size + 256 * 1024, sent


command, *arguments = sys.argv[1:]
commands = {"make": make, "download": download, "headers": headers, "spoil": spoil, "claimed": claimed}
(commands | {"within-bounds": within_bounds})[command](*arguments)
