using Ballast.Adapters.Connections;

namespace Ballast.Server.Installations;

/// <summary>Where a data directory's connected accounts are named.</summary>
public static class ConnectedAccounts
{
    /// <summary>The file, whether or not it is there; <see langword="null"/> for a directory without any.</summary>
    /// <exception cref="IOException">The directory does not say which market it was begun with.</exception>
    public static string? FileOf(string directory)
    {
        string usual = AccountsFile.In(directory);
        return MarketRecord.ReadFrom(directory) is { Kind: MarketKind.Connected } record
            ? record.AccountsFile ?? usual
            : File.Exists(usual) ? usual : null;
    }

    /// <summary>What the owner ever accepted in typed words although it is dangerous.</summary>
    /// <exception cref="IOException">The directory does not say which market it was begun with.</exception>
    public static IReadOnlyList<string> AcceptedIn(string directory) =>
        MarketRecord.ReadFrom(directory)?.Accepted ?? [];
}
