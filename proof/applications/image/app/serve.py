"""A web service: /health asks the database, /burn takes processor time, anything else answers at once. It ends open requests before it stops."""
import json, os, signal, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
sys.path.insert(0, '/app')
import pg

counts = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        path = self.path.split('?')[0]
        if path == '/burn':
            end = time.process_time() + 0.05
            while time.process_time() < end:
                pass
        code = self.health() if path == '/health' else 200
        counts[path, code] = counts.get((path, code), 0) + 1
        self.answer(code, json.dumps({'pod': os.environ.get('HOSTNAME'), 'path': path}))

    def health(self):
        try:
            pg.connect().query('SELECT 1')
            return 200
        except (OSError, pg.Refused):
            return 503

    def answer(self, code, text):
        body = text.encode()
        self.send_response(code)
        self.send_header('Content-Length', str(len(body)))
        if stopping.is_set():
            self.send_header('Connection', 'close')
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Metrics(Handler):
    def do_GET(self):
        lines = [f'http_request_duration_seconds_count{{route="{path}",code="{code}"}} {count}\n' for (path, code), count in list(counts.items())]
        self.answer(200, ''.join(lines))


class Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for open requests
    request_queue_size = 128


stopping = threading.Event()
servers = [Server(('', 8000), Handler), Server(('', 9000), Metrics)]
for server in servers:
    threading.Thread(target=server.serve_forever, args=(0.1,)).start()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
stopping.wait()
time.sleep(1)  # connections in use end with their next answer
for server in servers:
    server.shutdown()
os._exit(0)
