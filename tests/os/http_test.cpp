#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "base/strings.h"
#include "os/descriptor.h"
#include "os/http_client.h"
#include "os/http_server.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::os;

namespace {

HttpServerOptions echo() {
  HttpServerOptions options;
  options.handle = [](const HttpRequest& request) {
    HttpResponse response;
    response.contentType = "text/plain";
    response.body = request.method + " " + request.path + " " + std::string(request.queryValue("q")) + " " +
                    (request.bodyFile.empty() ? request.body
                                              : "file " + std::to_string(readFile(request.bodyFile)->size()));
    return response;
  };
  return options;
}

// Sends raw bytes and returns all that comes back.
std::string talk(std::uint16_t port, const std::string& text) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    return "no connection";
  (void)::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
  std::string answer;
  char block[4096];
  for (ssize_t got = 0; (got = ::recv(socket.get(), block, sizeof block, 0)) > 0;) {
    answer.append(block, static_cast<std::size_t>(got));
  }
  return answer;
}

std::string host(std::uint16_t port) {
  return "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
}

std::string url(const HttpServer& server, const std::string& path) {
  return "http://127.0.0.1:" + std::to_string(server.port()) + path;
}

}  // namespace

TEST_CASE("requests reach the handler decoded and answers come back") {
  auto server = HttpServer::start(echo());
  REQUIRE(server);
  const auto answer = httpRequest("POST", url(**server, "/a%20b?x=1&q=c+d%2Fe"), "body text");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "POST /a b c d/e body text");
}

TEST_CASE("one connection carries many requests, several connections at once") {
  auto server = HttpServer::start(echo());
  const std::string one = "GET /n HTTP/1.1\r\n" + host((*server)->port()) + "\r\n";
  const std::string last = "GET /last HTTP/1.1\r\nConnection: close\r\n" + host((*server)->port()) + "\r\n";
  const std::string answer = talk((*server)->port(), one + one + last);
  CHECK(answer.find("GET /last") != std::string::npos);
  std::atomic<int> good{0};
  std::vector<std::jthread> clients;
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&] {
      for (int times = 0; times < 20; ++times) {
        const auto done = httpRequest("GET", url(**server, "/x"), "");
        if (done && done->status == 200) ++good;
      }
    });
  }
  clients.clear();
  CHECK(good == 160);
}

TEST_CASE("a wrong Host and every Origin are refused before the handler") {
  std::atomic<int> handled{0};
  HttpServerOptions options;
  options.handle = [&](const HttpRequest&) {
    ++handled;
    return HttpResponse{};
  };
  auto server = HttpServer::start(std::move(options));
  const std::uint16_t port = (*server)->port();
  CHECK(talk(port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").starts_with("HTTP/1.1 403"));
  CHECK(talk(port, "GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 403"));
  CHECK(talk(port, "GET / HTTP/1.1\r\n" + host(port) + "Origin: null\r\n\r\n").starts_with("HTTP/1.1 403"));
  CHECK(handled == 0);
}

TEST_CASE("too large heads and bodies and broken requests are refused") {
  HttpServerOptions options = echo();
  options.maxBody = 1000;
  options.maxHeader = 2000;
  auto server = HttpServer::start(std::move(options));
  const std::uint16_t port = (*server)->port();
  CHECK(httpRequest("POST", url(**server, "/"), std::string(5000, 'x'))->status == 413);
  CHECK(talk(port, "POST / HTTP/1.1\r\n" + host(port) + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                       std::string(2000, 'x') + "\r\n0\r\n\r\n")
            .starts_with("HTTP/1.1 413"));
  CHECK(talk(port, "GET / HTTP/1.1\r\n" + host(port) + "X: " + std::string(5000, 'x') + "\r\n\r\n")
            .starts_with("HTTP/1.1 431"));
  CHECK(talk(port, "this is no HTTP\r\n\r\n").starts_with("HTTP/1.1 400"));
  CHECK(httpRequest("GET", url(**server, "/"), "")->status == 200);
}

TEST_CASE("an upload goes to a file of any size, and a broken one leaves none") {
  test::TempFolder folder;
  HttpServerOptions options = echo();
  options.maxBody = 1000;
  options.plan = [&](const HttpRequest& head) {
    if (head.header("authorization") != "Bearer good") {
      HttpResponse no;
      no.status = 401;
      return BodyPlan::refuse(no);
    }
    return BodyPlan::toFile(folder / "upload", UINT64_C(1) << 30);
  };
  auto server = HttpServer::start(std::move(options));
  const std::string body(20'000'000, 'y');
  CHECK(httpRequest("PUT", url(**server, "/f"), body)->status == 401);
  HttpOptions allowed;
  allowed.headers = {{"Authorization", "Bearer good"}};
  const auto done = httpRequest("PUT", url(**server, "/f"), body, allowed);
  REQUIRE(done);
  CHECK(done->body == "PUT /f  file 20000000");
  REQUIRE(removeTree(folder / "upload"));
  const std::uint16_t port = (*server)->port();
  {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const std::string half =
        "PUT /f HTTP/1.1\r\n" + host(port) + "Authorization: Bearer good\r\nContent-Length: 1000\r\n\r\nhalf";
    (void)::send(socket.get(), half.data(), half.size(), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  (*server)->stop();
  CHECK_FALSE(fileExists(folder / "upload"));
}

TEST_CASE("files are sent, missing ones are 404, a throwing handler is 500") {
  test::TempFolder folder;
  folder.write("data", std::string(300'000, 'z'));
  HttpServerOptions options;
  options.handle = [&](const HttpRequest& request) {
    if (request.path == "/throw") throw std::runtime_error("broken");
    HttpResponse response;
    response.file = folder / request.path.substr(1);
    return response;
  };
  auto server = HttpServer::start(std::move(options));
  CHECK(httpRequest("GET", url(**server, "/data"), "")->body.size() == 300'000);
  CHECK(httpRequest("GET", url(**server, "/none"), "")->status == 404);
  CHECK(httpRequest("GET", url(**server, "/throw"), "")->status == 500);
  CHECK(httpRequest("HEAD", url(**server, "/data"), "")->body.empty());
}

TEST_CASE("more clients than threads are all served, and slow ones are dropped") {
  HttpServerOptions options = echo();
  options.connections = 2;
  options.requestTimeoutMs = 200;
  auto server = HttpServer::start(std::move(options));
  std::atomic<int> good{0};
  std::vector<std::jthread> clients;
  for (int client = 0; client < 12; ++client) {
    clients.emplace_back([&] {
      const auto done = httpRequest("GET", url(**server, "/x"), "");
      if (done && done->status == 200) ++good;
    });
  }
  clients.clear();
  CHECK(good == 12);
  const auto began = std::chrono::steady_clock::now();
  (void)talk((*server)->port(), "GET / HT");
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

TEST_CASE("stopping does not wait for idle connections") {
  auto server = HttpServer::start(echo());
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons((*server)->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto began = std::chrono::steady_clock::now();
  (*server)->stop();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(2));
}

TEST_CASE("a download is whole or not there") {
  test::TempFolder folder;
  HttpServerOptions options;
  options.handle = [&](const HttpRequest& request) {
    HttpResponse response;
    response.status = request.path == "/good" ? 200 : 404;
    response.body = std::string(1'000'000, 'd');
    return response;
  };
  auto server = HttpServer::start(std::move(options));
  REQUIRE(download(url(**server, "/good"), folder / "file"));
  CHECK(readFile(folder / "file")->size() == 1'000'000);
  CHECK(download(url(**server, "/bad"), folder / "none").error().code == ErrorCode::notFound);
  HttpOptions small;
  small.limit = 1000;
  CHECK(download(url(**server, "/good"), folder / "large", small).error().message.find("larger than 1000") !=
        std::string::npos);
  CHECK(listFolder(folder.path())->size() == 1);
  CHECK(download("file:///etc/passwd", folder / "no").error().code == ErrorCode::unavailable);
}

TEST_CASE("a head that dribbles in without end does not keep its thread") {
  HttpServerOptions options = echo();
  options.headTimeoutMs = 200;
  auto server = HttpServer::start(std::move(options));
  REQUIRE(server);
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons((*server)->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  const std::string begin = "GET / HTTP/1.1\r\nX-Slow: ";
  REQUIRE(::send(socket.get(), begin.data(), begin.size(), MSG_NOSIGNAL) > 0);
  bool closed = false;
  for (int byte = 0; byte < 3000 && !closed; ++byte) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    char answer = 0;
    closed =
        ::send(socket.get(), "a", 1, MSG_NOSIGNAL) < 0 || ::recv(socket.get(), &answer, 1, MSG_DONTWAIT) == 0;
  }
  CHECK(closed);
}
