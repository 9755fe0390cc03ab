using Ballast.PaperExchange.Stores;

namespace Ballast.Cli.Tests.Kills;

/// <summary>What the exchange knows, and the rules that it publishes.</summary>
internal sealed record StoredRecord(StoredExchange Exchange, VenueRules Rules);
