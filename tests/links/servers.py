"""Servers on loopback for links.py: each has an address of its own (127.0.0.N) and one port for all, where it answers as its
`answers` say, by HTTP and (with a certificate) by HTTPS on the same port. Every request is logged with when it began and ended.
"""
import os
import socket
import ssl
import subprocess
import threading
import time


def make_certificates(folder):
    """ca.pem, and NAME.pem with its key: good, expired, of another host, and self-signed."""
    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    with open(os.path.join(folder, "ca.cnf"), "w", encoding="ascii") as file:
        file.write("[ca]\ndefault_ca=c\n[c]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n"
                   "unique_subject=no\ncopy_extensions=copy\n[p]\ncommonName=supplied\n")
    open(os.path.join(folder, "index"), "w", encoding="ascii").close()
    with open(os.path.join(folder, "serial"), "w", encoding="ascii") as file:
        file.write("01\n")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Proef", "-days", "30")
    for name, address, end in (("good", "127.0.0.9", "20991231235959Z"), ("expired", "127.0.0.7", "20200102000000Z"),
                               ("other", "127.0.0.99", "20991231235959Z")):
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={address}",
                "-addext", f"subjectAltName=IP:{address}")
        openssl("ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", f"{name}.csr",
                "-out", f"{name}.crt", "-startdate", "20200101000000Z", "-enddate", end)
        with open(os.path.join(folder, f"{name}.pem"), "w", encoding="ascii") as out:
            for part in (f"{name}.crt", f"{name}.key"):
                with open(os.path.join(folder, part), encoding="ascii") as file:
                    out.write(file.read())
    openssl("req", "-x509", *key, "-keyout", "self.key", "-out", "self.crt", "-subj", "/CN=127.0.0.6", "-days", "30",
            "-addext", "subjectAltName=IP:127.0.0.6")
    with open(os.path.join(folder, "self.pem"), "w", encoding="ascii") as out:
        for part in ("self.crt", "self.key"):
            with open(os.path.join(folder, part), encoding="ascii") as file:
                out.write(file.read())


class Server:
    """Answers on 127.0.0.`number`. `answers(server, method, path, headers)` gives (status, headers, body), where a body may be
    an endless generator; bytes, to be sent as they are; or None: then nothing is ever said."""

    def __init__(self, number, port, answers, certificate=None):
        self.host, self.answers, self.log, self.seen = f"127.0.0.{number}", answers, [], {}
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.listener = socket.create_server((self.host, port), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            connection.settimeout(30)
            if connection.recv(1, socket.MSG_PEEK) == b"\x16":
                if self.context is None:
                    return
                connection = self.context.wrap_socket(connection, server_side=True)
            elif self.context is not None and self.host.endswith((".6", ".7", ".8")):
                return  # by HTTPS alone
            stream = connection.makefile("rb")
            while True:
                first = stream.readline().decode().split()
                if len(first) < 2:
                    return
                headers = {}
                while (line := stream.readline().decode().strip()):
                    name, value = line.split(":", 1)
                    headers[name.lower()] = value.strip()
                entry = [time.monotonic(), None, first[0], first[1]]
                self.log.append(entry)
                answer = self.answers(self, first[0], first[1], headers)
                if not self.send(connection, first[0], answer, entry):
                    return
        except OSError:
            pass
        finally:
            connection.close()

    @staticmethod
    def send(connection, method, answer, entry):
        """Whether the connection stays."""
        if answer is None:
            time.sleep(30)
            return False
        if isinstance(answer, bytes):
            entry[1] = time.monotonic()
            connection.sendall(answer)
            return False
        status, headers, body = answer
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        entry[1] = time.monotonic()
        if isinstance(body, bytes):
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + (b"" if method == "HEAD" else body))
            return True
        connection.sendall(f"{head}\r\n".encode())
        for part in body:
            connection.sendall(part)
        return False
