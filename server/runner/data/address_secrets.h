// Credentials of addresses, on their way from the submitter to the process that fetches: in memory and in the
// environment of one process, never in a file.
//
//   options.environment->emplace(addressSecretsVariable, addressSecretsText(plan.secrets));   // the
//   submitter adoptAddressSecrets();                                    // the supervisor, before it has a
//   second thread secretOf("https://host/iris.csv");
#pragma once

#include <map>
#include <string>

namespace footplate::runner {

inline constexpr const char* addressSecretsVariable = "FOOTPLATE_ADDRESS_SECRETS";

// By bare address (BareAddress of data_reference.h).
std::string addressSecretsText(const std::map<std::string, std::string>& secrets);

// Takes the variable out of this process's environment, so that no job inherits it.
void adoptAddressSecrets();

// The credentials that came along for this address, "" for none. Any thread, after adoptAddressSecrets().
std::string secretOf(const std::string& address);

}  // namespace footplate::runner
