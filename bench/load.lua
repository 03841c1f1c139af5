-- For wrk: asks for the paths of a file in turn, and prints one line of JSON.
local asked = {}
local number = 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    table.insert(asked, wrk.format("GET", path))
  end
end

function request()
  number = number + 1
  return asked[number % #asked + 1]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "failed": %d, "p50": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
