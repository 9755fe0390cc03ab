using System.Collections.Immutable;

namespace Ballast.PaperExchange.Stores;

/// <summary>Remembers nothing beyond its process: for tests and throw-away markets.</summary>
public sealed class MemoryExchangeStore : IExchangeStore
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public StoredExchange Load() => new();

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<ChangeSet> requests)
    {
    }

    /// <inheritdoc/>
    public string? Recall(string key) => texts.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void Remember(string key, string text) => texts[key] = text;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
