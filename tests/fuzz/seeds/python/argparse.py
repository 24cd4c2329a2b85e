import argparse, sys
import torch
MODELS = ["a", "b"]
def common(p):
    p.add_argument("--seed", type=int, required=True)
    g = p.add_mutually_exclusive_group()
    g.add_argument("--x", action="store_true")
    return p
def get_parser(parser=None):
    if parser is None:
        parser = argparse.ArgumentParser()
    parser = common(parser)
    parser.add_argument("--model", choices=MODELS, default="a", help="which "
       "model")
    parser.add_argument("data", nargs="+")
    if torch.cuda.is_available():
        parser.add_argument("--gpu", type=int, required=True)
    return parser
def main(argv=None):
    if len(sys.argv) == 1: print("x")
    args = get_parser().parse_args(argv)
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
