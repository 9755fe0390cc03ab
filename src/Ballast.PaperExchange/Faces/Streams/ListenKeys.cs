using System.Globalization;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>
/// Names under which old clients listen to an account: one an account, valid for 60 minutes of real time after it was
/// last asked for. Binance has retired them; here they stay for clients that know nothing else.
/// </summary>
internal sealed class ListenKeys(TimeProvider machine)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(60);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Account, long Since)> keys = new(StringComparer.Ordinal);
    private long made;

    /// <summary>The account's key, made or extended.</summary>
    public string Open(PaperAccount account)
    {
        lock (gate)
        {
            string key = keys.FirstOrDefault(pair => pair.Value.Account == account.Name && IsLive(pair.Value.Since)).Key
                ?? NewKey(account);
            keys[key] = (account.Name, machine.GetTimestamp());
            return key;
        }
    }

    /// <summary>Extends a key of an account; false where it has no such key.</summary>
    public bool Extend(string key, PaperAccount account)
    {
        lock (gate)
        {
            if (AccountOf(key) != account.Name)
            {
                return false;
            }

            keys[key] = (account.Name, machine.GetTimestamp());
            return true;
        }
    }

    /// <summary>Ends a key of an account; false where it has no such key.</summary>
    public bool Close(string key, PaperAccount account)
    {
        lock (gate)
        {
            return AccountOf(key) == account.Name && keys.Remove(key);
        }
    }

    /// <summary>Whose events a key stands for, or <see langword="null"/> where it is none or has run out.</summary>
    public string? AccountOf(string key)
    {
        lock (gate)
        {
            return keys.TryGetValue(key, out (string Account, long Since) held) && IsLive(held.Since)
                ? held.Account
                : null;
        }
    }

    private bool IsLive(long since) => machine.GetElapsedTime(since) < Life;

    // 64 characters, and another each time, as Binance's.
    private string NewKey(PaperAccount account)
    {
        string stamp = machine.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return RequestSigner.Sign(account.Secret, $"listen key {++made} of {stamp}");
    }
}
