using System.Security.Cryptography;
using System.Text;

namespace Ballast.Adapters.Secrets;

/// <summary>
/// What opens the encrypted store. Closed: a <see cref="Passphrase"/>, or the <see cref="Credential"/> that the service
/// manager hands to this service alone.
/// </summary>
public abstract record MasterKey
{
    private const int KeyBytes = 32;

    private MasterKey()
    {
    }

    /// <summary>What it is called in the store's file.</summary>
    internal abstract string Kind { get; }

    /// <summary>The key that wraps the store's own.</summary>
    /// <param name="salt">Random, kept in the file.</param>
    /// <param name="iterations">How often the passphrase is hashed; not used for a credential.</param>
    internal abstract byte[] Derive(byte[] salt, int iterations);

    /// <summary>Something a person can remember, made slow to guess by PBKDF2 with SHA-512 (RFC 8018).</summary>
    public sealed record Passphrase(Secret Text) : MasterKey
    {
        /// <inheritdoc/>
        internal override string Kind => "passphrase";

        /// <inheritdoc/>
        internal override byte[] Derive(byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(Text.Reveal()), salt, iterations, HashAlgorithmName.SHA512, KeyBytes);
    }

    /// <summary>Random bytes, spread by HKDF with SHA-256 (RFC 5869).</summary>
    public sealed record Credential(ReadOnlyMemory<byte> Bytes) : MasterKey
    {
        /// <inheritdoc/>
        internal override string Kind => "credential";

        /// <inheritdoc/>
        internal override byte[] Derive(byte[] salt, int iterations) => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Bytes.ToArray(), KeyBytes, salt, "ballast secrets"u8.ToArray());

        /// <summary>Its kind: a record would print the bytes' address, and nobody needs it.</summary>
        public override string ToString() => Kind;
    }
}
