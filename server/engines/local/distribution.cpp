#include "engines/local/distribution.h"

#include <unistd.h>

#include <algorithm>

#include "base/strings.h"
#include "os/free_ports.h"
#include "os/machine.h"

namespace footplate::engines {
namespace {

constexpr const char* here = "127.0.0.1";
constexpr int mostProcesses = 10'000;

std::string address(int port) {
  return std::string(here) + ":" + std::to_string(port);
}

int sizeOf(const runner::RunPlan& plan) {
  const runner::Distribution& distribution = plan.distribution;
  if (distribution.type.empty()) return 1;
  if (distribution.type != "tensorflow")
    return plan.instanceCount * std::max(distribution.processesPerNode, 1);
  const int workers = distribution.workers > 0
                          ? distribution.workers
                          : std::max(plan.instanceCount - distribution.parameterServers, 1);
  return workers + distribution.parameterServers;
}

// The cards of the process's node, where the pool divides cards among its nodes.
void addCards(RankedProcess& process, const runner::RunPlan& plan, const std::vector<runner::Node>& nodes) {
  if (nodes.empty() || runner::poolOf(plan).gpus < 0) return;
  std::vector<std::string> cards;
  for (const int card : nodes[static_cast<std::size_t>(process.node) % nodes.size()].gpus)
    cards.push_back(std::to_string(card));
  process.variables["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID";
  process.variables["CUDA_VISIBLE_DEVICES"] = join(cards, ",");
}

void addTorch(os::Environment& variables, int rank, int each, int size, int port) {
  const std::string local = std::to_string(rank % each);
  variables["MASTER_ADDR"] = here;
  variables["MASTER_PORT"] = std::to_string(port);
  variables["WORLD_SIZE"] = std::to_string(size);
  variables["RANK"] = std::to_string(rank);
  variables["LOCAL_RANK"] = local;
  variables["LOCAL_WORLD_SIZE"] = std::to_string(each);
  variables["NODE_RANK"] = variables["GROUP_RANK"] = std::to_string(rank / each);
  // Its processes meet by the name of this machine else, which need not lead to one of its addresses.
  variables["GLOO_SOCKET_IFNAME"] = os::loopbackInterface;
}

void addMpi(os::Environment& variables, int rank, int each, int size) {
  variables["OMPI_COMM_WORLD_RANK"] = std::to_string(rank);
  variables["OMPI_COMM_WORLD_SIZE"] = std::to_string(size);
  variables["OMPI_COMM_WORLD_LOCAL_RANK"] = std::to_string(rank % each);
  variables["OMPI_COMM_WORLD_LOCAL_SIZE"] = std::to_string(each);
  variables["OMPI_COMM_WORLD_NODE_RANK"] = std::to_string(rank % each);
}

std::string quotedList(const std::vector<int>& ports, std::size_t from, std::size_t count) {
  std::string text;
  for (std::size_t at = from; at < from + count; ++at)
    text += (at == from ? "\"" : ",\"") + address(ports[at]) + "\"";
  return text;
}

// Beside parameter servers the first worker is the chief, as TensorFlow wants it; else worker 0 is it unsaid.
std::string tensorFlowConfig(int rank, int workers, const std::vector<int>& ports) {
  const std::size_t servers = ports.size() - static_cast<std::size_t>(workers);
  const std::size_t chiefs = servers > 0 ? 1 : 0;
  const std::size_t plain = static_cast<std::size_t>(workers) - chiefs;
  std::string cluster;
  if (chiefs > 0) cluster += "\"chief\":[" + quotedList(ports, 0, 1) + "]";
  if (plain > 0)
    cluster += (cluster.empty() ? "" : ",") + ("\"worker\":[" + quotedList(ports, chiefs, plain)) + "]";
  if (servers > 0)
    cluster += ",\"ps\":[" + quotedList(ports, static_cast<std::size_t>(workers), servers) + "]";
  std::string type = "worker";
  int index = rank - static_cast<int>(chiefs);
  if (rank >= workers) {
    type = "ps";
    index = rank - workers;
  } else if (chiefs > 0 && rank == 0) {
    type = "chief";
    index = 0;
  }
  return R"({"cluster":{)" + cluster + R"(},"task":{"type":")" + type + R"(","index":)" +
         std::to_string(index) + R"(},"environment":"cloud"})";
}

}  // namespace

Result<std::vector<RankedProcess>> rankedProcesses(const runner::RunPlan& plan,
                                                   const std::vector<runner::Node>& nodes) {
  const std::string& type = plan.distribution.type;
  const int size = sizeOf(plan);
  if (size > mostProcesses) {
    return fail(ErrorCode::invalid, "starting the processes: the distribution asks for " +
                                        std::to_string(size) + ", more than the " +
                                        std::to_string(mostProcesses) +
                                        " that can be started; lower process_count_per_instance or "
                                        "instance_count");
  }
  const bool tensorFlow = type == "tensorflow";
  auto ports = os::freePorts(tensorFlow ? static_cast<std::size_t>(size) : type.empty() ? 0 : 1);
  if (!ports) return fail(ports.error());
  const int workers = size - (tensorFlow ? plan.distribution.parameterServers : 0);
  const int count = std::max(plan.instanceCount, 1);
  std::vector<RankedProcess> processes;
  for (int rank = 0; rank < size; ++rank) {
    RankedProcess process;
    process.rank = rank;
    process.node = static_cast<int>(std::int64_t{rank} * count / size);
    process.serves = tensorFlow && rank >= workers;
    process.variables["AZUREML_CR_NODE_RANK"] = std::to_string(process.node);
    process.variables["AZUREML_NODE_COUNT"] = std::to_string(count);
    const int each = std::max(plan.distribution.processesPerNode, 1);
    if (tensorFlow) {
      process.variables["TF_CONFIG"] = tensorFlowConfig(rank, workers, *ports);
    } else if (type == "mpi") {
      addMpi(process.variables, rank, each, size);
    } else if (!type.empty()) {
      addTorch(process.variables, rank, each, size, ports->front());
    }
    if (!type.empty()) process.variables["AZ_BATCH_MASTER_NODE"] = address(ports->front());
    addCards(process, plan, nodes);
    processes.push_back(std::move(process));
  }
  return processes;
}

std::string logName(int rank, std::size_t processes) {
  return processes <= 1 ? "std_log.txt" : "std_log_process_" + std::to_string(rank) + ".txt";
}

MpiStart mpiStart(const std::string& mpirun, const runner::RunPlan& plan,
                  const std::vector<RankedProcess>& processes, const std::string& logFolder) {
  const std::string each = std::to_string(std::max(plan.distribution.processesPerNode, 1));
  std::string cards;
  for (const RankedProcess& process : processes) {
    const auto found = process.variables.find("CUDA_VISIBLE_DEVICES");
    if (found != process.variables.end()) cards += (process.rank == 0 ? "" : ";") + found->second;
  }
  MpiStart start;
  start.variables = {{"FOOTPLATE_LOGS", logFolder},
                     {"OMPI_MCA_rmaps_base_oversubscribe", "1"},
                     {"PRTE_MCA_rmaps_default_mapping_policy", ":oversubscribe"}};
  if (::geteuid() == 0) {
    start.variables["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
    start.variables["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
  }
  std::string script = "rank=${OMPI_COMM_WORLD_RANK:-${PMI_RANK:-0}}\nexport OMPI_COMM_WORLD_RANK=$rank";
  script += " OMPI_COMM_WORLD_SIZE=" + std::to_string(processes.size());
  script += " OMPI_COMM_WORLD_LOCAL_RANK=$((rank % " + each + ")) OMPI_COMM_WORLD_LOCAL_SIZE=" + each;
  script += " AZUREML_CR_NODE_RANK=$((rank / " + each + "))\n";
  if (runner::poolOf(plan).gpus >= 0) {
    start.variables["FOOTPLATE_CARDS"] = cards;
    script +=
        "IFS=';' read -ra cards <<< \"$FOOTPLATE_CARDS\"\n"
        "export CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES=${cards[$rank]}\n";
  }
  script += "exec bash -c \"$FOOTPLATE_COMMAND\" >> \"$FOOTPLATE_LOGS/std_log_process_$rank.txt\" 2>&1";
  start.command = "exec " + shellQuote(mpirun) + " -n " + std::to_string(processes.size()) + " bash -c " +
                  shellQuote(script);
  return start;
}

}  // namespace footplate::engines
