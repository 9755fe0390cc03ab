namespace Ballast.Cli.Commands.Importing;

/// <summary>What was imported of one market.</summary>
/// <param name="Id">The market, such as <c>BTC/USDC</c>.</param>
/// <param name="Added">Trades that were not known.</param>
/// <param name="Known">Trades that were.</param>
internal sealed record ImportedMarket(string Id, int Added, int Known);
