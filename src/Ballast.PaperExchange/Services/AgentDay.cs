using System.Collections.Immutable;

namespace Ballast.PaperExchange.Services;

/// <summary>What the services of an agent returned on a day.</summary>
/// <param name="Agent">Whose they are.</param>
/// <param name="Day">Whole days since 1970.</param>
/// <param name="Returns">Simple returns by service, movements not counted.</param>
public sealed record AgentDay(string Agent, long Day, ImmutableSortedDictionary<string, decimal> Returns);
