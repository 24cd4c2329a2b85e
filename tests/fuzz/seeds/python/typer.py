import typer
from typing import Optional, List
from typing_extensions import Annotated
def main(data: str, lr: float = 0.1, shuffle: bool = True, n: Optional[int] = None, x: Annotated[int, typer.Option("--xx", help="h")] = 3, y: str = typer.Option(..., help="why")):
    pass
if __name__ == "__main__":
    typer.run(main)
