// How a value of one type suits a port of another. Pure.
//
//   portFit(portType("uri_file"), {}, portType("uri_folder"));  // PortFit::differs
#pragma once

#include "ide/bindings/ports.h"

namespace footplate::ide {

enum class PortFit {
  exact,
  loose,    // a literal that can be read as what is wanted, a model where a folder is
  unknown,  // nothing is known of one of the two
  differs,  // other than wanted, and yet taken by the service
  refused,  // a literal for data or the reverse, a word for a number
};

// `literal` is the value that is given where it is known, else no node.
PortFit portFit(const PortType& given, yaml::Node literal, const PortType& wanted);

}  // namespace footplate::ide
