namespace Ballast.PaperExchange.Stores;

/// <summary>One balance.</summary>
public sealed record StoredBalance(string Account, string Asset, decimal Free, decimal Locked);
