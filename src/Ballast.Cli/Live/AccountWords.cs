using Ballast.Core.Markets.Health;
using Ballast.Engine.Views;

namespace Ballast.Cli.Live;

/// <summary>What stands in the way at an account, in words.</summary>
internal static class AccountWords
{
    /// <summary>One sentence each; none where all is well.</summary>
    public static IEnumerable<string> Of(AccountHealth account)
    {
        if (account.Level != HealthLevel.Healthy)
        {
            yield return $"{account.Account} is {account.Level.ToString().ToLowerInvariant()}: {account.Why?.Sentence}";
        }

        if (account.Held is { } held)
        {
            yield return held.Sentence;
        }
    }
}
