using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>A person's word that rules may trade real money without having run their trial.</summary>
/// <param name="RulesHash">Which rules.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
public sealed record TrialWaiver(string RulesHash, string Actor, Instant At)
{
    /// <summary>What has to be typed, letter by letter.</summary>
    public static string PhraseFor(PortfolioId portfolio) => $"trade {portfolio} without its trial";
}
