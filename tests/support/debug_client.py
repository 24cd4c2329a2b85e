"""A small client of the Debug Adapter Protocol: what an editor says to debugpy."""
import json
import socket
import time

TIMEOUT = 60.0


class DebugClient:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), timeout=TIMEOUT)
        self.stream = self.socket.makefile("rb")
        self.seen, self.last = [], 0

    def close(self):
        self.stream.close()
        self.socket.close()

    def send(self, command, **arguments):
        """Its number; the answer is waited for by `answer`."""
        self.last += 1
        body = json.dumps({"seq": self.last, "type": "request", "command": command, "arguments": arguments}).encode()
        self.socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        return self.last

    def ask(self, command, **arguments):
        return self.answer(self.send(command, **arguments))

    def answer(self, number):
        answer = self.until(lambda m: m["type"] == "response" and m["request_seq"] == number)
        assert answer["success"], answer
        return answer.get("body")

    def event(self, name):
        return self.until(lambda m: m["type"] == "event" and m["event"] == name).get("body")

    def until(self, wanted):
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            for message in self.seen:
                if wanted(message):
                    self.seen.remove(message)
                    return message
            self.seen.append(self.read())
        raise AssertionError(f"not said in time; said was {self.seen}")

    def read(self):
        length = 0
        while (line := self.stream.readline().strip()):
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        return json.loads(self.stream.read(length))
