"""Hands on HTTP requests to a port of this machine, and writes a line for each: method, bytes sent, path."""

import http.client
import http.server
import sys
import threading

own, other, log = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
lock = threading.Lock()
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def hand_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with lock, open(log, "a") as out:
            out.write(f"{self.command} {len(body)} {self.path}\n")
        upstream = http.client.HTTPConnection("127.0.0.1", other)
        # The signature covers the name of the host, so it stays as it is.
        upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in HOP_BY_HOP:
                upstream.putheader(name, value)
        upstream.endheaders(body)
        answer = upstream.getresponse()
        data = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else len(data)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(data)
        upstream.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = hand_on

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", own), Handler).serve_forever()
