using System.Security.Cryptography;
using System.Text;

namespace Ballast.Adapters.Secrets;

/// <summary>Bytes sealed by AES-256-GCM (NIST SP 800-38D): unreadable and unchangeable without the key.</summary>
/// <param name="Nonce">12 random bytes, never used twice with one key.</param>
/// <param name="Tag">16 bytes.</param>
/// <param name="Bytes">As many as were sealed.</param>
internal sealed record SealedBytes(byte[] Nonce, byte[] Tag, byte[] Bytes)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="content">What nobody may read.</param>
    /// <param name="place">What the content is there for: sealed for one place, it does not open in another.</param>
    public static SealedBytes Of(byte[] key, byte[] content, string place)
    {
        SealedBytes made = new(
            RandomNumberGenerator.GetBytes(NonceBytes), new byte[TagBytes], new byte[content.Length]);
        using AesGcm cipher = new(key, TagBytes);
        cipher.Encrypt(made.Nonce, content, made.Bytes, made.Tag, Encoding.UTF8.GetBytes(place));
        return made;
    }

    /// <summary>Opens.</summary>
    /// <exception cref="CryptographicException">The key or the place is another, or something was changed.</exception>
    public byte[] Open(byte[] key, string place)
    {
        if (Nonce.Length != NonceBytes || Tag.Length != TagBytes)
        {
            throw new CryptographicException("a nonce or tag has not the length that it is written with");
        }

        byte[] content = new byte[Bytes.Length];
        using AesGcm cipher = new(key, TagBytes);
        cipher.Decrypt(Nonce, Bytes, Tag, content, Encoding.UTF8.GetBytes(place));
        return content;
    }
}
