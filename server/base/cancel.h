// Cancellation: std::stop_token, the last parameter of every long function. A default token never stops.
#pragma once

#include <stop_token>

namespace footplate {

using CancelToken = std::stop_token;
using CancelSource = std::stop_source;

}  // namespace footplate
