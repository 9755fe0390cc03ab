using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ballast.Core;

namespace Ballast.Adapters.Secrets;

/// <summary>
/// Secrets in one file that is of no use without its master key: each is sealed by the store's own key, and that key by
/// the master key.
/// </summary>
public sealed class EncryptedSecrets
{
    // OWASP's Password Storage Cheat Sheet (2023) for PBKDF2 with SHA-512.
    private const int Iterations = 210_000;

    // A file that somebody changed must not make a start take for ever.
    private const int MostIterations = 10_000_000;

    private const string KeyPlace = "ballast/1/key";
    private const int KeyBytes = 32;
    private const int SaltBytes = 16;

    private readonly string path;
    private readonly byte[] key;
    private StoredSecrets stored;

    private EncryptedSecrets(string path, StoredSecrets stored, byte[] key) =>
        (this.path, this.stored, this.key) = (path, stored, key);

    /// <summary>What it holds.</summary>
    public ImmutableArray<SecretName> Names => [.. stored.Entries.Keys.Select(name => new SecretName(name))];

    /// <summary>A new store; there is no file until the first secret.</summary>
    public static EncryptedSecrets Create(string path, MasterKey master)
    {
        byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        StoredSecrets stored = new()
        {
            Version = StoredSecrets.CurrentVersion,
            MasterKey = master.Kind,
            Salt = salt,
            Iterations = Iterations,
            Key = SealedBytes.Of(master.Derive(salt, Iterations), key, KeyPlace),
            Entries = ImmutableSortedDictionary.Create<string, SealedBytes>(StringComparer.Ordinal),
        };
        return new EncryptedSecrets(path, stored, key);
    }

    /// <summary>Opens a store's file.</summary>
    public static EncryptedOpening Open(string path, MasterKey master)
    {
        try
        {
            StoredSecrets stored = StoredSecrets.ReadFrom(path);
            if (Fault(stored, path, master) is { } fault)
            {
                return Refused("secrets-unusable", fault);
            }

            byte[] key = stored.Key.Open(master.Derive(stored.Salt, stored.Iterations), KeyPlace);
            return new EncryptedOpening.Opened(new EncryptedSecrets(path, stored, key));
        }
        catch (JsonException damage)
        {
            return Refused("secrets-damaged", $"{path} is damaged: {damage.Message.TrimEnd('.')}");
        }
        catch (CryptographicException)
        {
            return Refused("secrets-locked", $"{path} does not open with this {master.Kind}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Refused("secrets-unreadable", $"{path} cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
    }

    /// <summary>One secret; <see langword="null"/> where the store has none of that name.</summary>
    public SecretReading? Find(SecretName name)
    {
        if (!stored.Entries.TryGetValue(name.Text, out SealedBytes? entry))
        {
            return null;
        }

        try
        {
            byte[] content = entry.Open(key, PlaceOf(name));
            return new SecretReading.Found(new Secret(Encoding.UTF8.GetString(content)), path);
        }
        catch (CryptographicException)
        {
            return new SecretReading.Refused(new Reason(
                "secret-damaged", $"{path}: the secret {name} was changed or damaged; set it again"));
        }
    }

    /// <summary>Adds or replaces a secret; it is on disk afterwards.</summary>
    /// <exception cref="IOException">It cannot be written; nothing was changed.</exception>
    public void Put(SecretName name, Secret secret) => Keep(stored.Entries.SetItem(
        name.Text, SealedBytes.Of(key, Encoding.UTF8.GetBytes(secret.Reveal()), PlaceOf(name))));

    /// <summary>Takes a secret out.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="IOException">It cannot be written; nothing was changed.</exception>
    public bool Remove(SecretName name)
    {
        bool isThere = stored.Entries.ContainsKey(name.Text);
        if (isThere)
        {
            Keep(stored.Entries.Remove(name.Text));
        }

        return isThere;
    }

    private static string PlaceOf(SecretName name) => $"ballast/1/secret/{name}";

    private static string? Fault(StoredSecrets stored, string path, MasterKey master) => stored switch
    {
        { Version: not StoredSecrets.CurrentVersion } =>
            $"{path} has form {stored.Version}, and this program knows {StoredSecrets.CurrentVersion}",
        _ when stored.MasterKey != master.Kind =>
            $"{path} opens with a {stored.MasterKey}, and a {master.Kind} is given",
        { Iterations: < 1 or > MostIterations } => $"{path} is damaged: {stored.Iterations} rounds",
        _ when stored.Entries.Keys.FirstOrDefault(name => !SecretName.IsOne(name)) is { } name =>
            $"{path} is damaged: '{name}' is not a secret's name",
        _ => PrivateFile.SharingFault(path),
    };

    private static EncryptedOpening.Refused Refused(string code, string sentence) => new(new Reason(code, sentence));

    private void Keep(ImmutableSortedDictionary<string, SealedBytes> entries)
    {
        StoredSecrets changed = stored with { Entries = entries };
        changed.WriteTo(path);
        stored = changed;
    }
}

/// <summary>The answer to opening an encrypted store. Closed: <see cref="Opened"/> or <see cref="Refused"/>.</summary>
public abstract record EncryptedOpening
{
    private EncryptedOpening()
    {
    }

    /// <summary>It is open.</summary>
    public sealed record Opened(EncryptedSecrets Secrets) : EncryptedOpening;

    /// <summary>It is not, and nothing was changed.</summary>
    public sealed record Refused(Reason Why) : EncryptedOpening;
}
