import click
@click.command()
@click.option("--lr", default=0.1, help="rate")
@click.option("--shout/--no-shout", default=False)
@click.option("--opt", type=click.Choice(["a","b"]), required=True)
@click.argument("data", type=click.Path())
def main(lr, shout, opt, data):
    pass
if __name__ == "__main__":
    main()
