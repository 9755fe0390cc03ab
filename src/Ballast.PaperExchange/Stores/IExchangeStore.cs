namespace Ballast.PaperExchange.Stores;

/// <summary>
/// The exchange's own memory. A commit is there whole or not at all, and is on stable storage when the call returns.
/// </summary>
public interface IExchangeStore : IDisposable
{
    /// <summary>Everything committed so far.</summary>
    StoredExchange Load();

    /// <summary>Adds the effects of requests, in their order, in one commit.</summary>
    /// <exception cref="IOException">They could not be stored; none of them are.</exception>
    void Commit(IReadOnlyList<ChangeSet> requests);

    /// <summary>A remembered text, or <see langword="null"/> where there is none.</summary>
    string? Recall(string key);

    /// <summary>Remembers a text under a key, durably.</summary>
    void Remember(string key, string text);
}
