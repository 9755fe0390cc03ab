using System.Buffers.Binary;
using System.Numerics;

namespace Ballast.Adapters.Wallets.Addresses;

/// <summary>
/// The hash of Ethereum: Keccak with a capacity of 512 bits (Bertoni, Daemen, Peeters, Van Assche 2011). SHA3-256 of
/// FIPS 202 differs in its padding, and so in every hash.
/// </summary>
internal static class Keccak256
{
    private const int HashBytes = 32;
    private const int RateBytes = 136;
    private const int Side = 5;

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    // Along the one cycle that the step "pi" makes of all lanes but the first: where each goes, and by how much it is
    // rotated on the way ("rho").
    private static readonly int[] NextLane =
        [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private static readonly int[] Rotation =
        [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    /// <summary>32 bytes.</summary>
    public static byte[] HashData(ReadOnlySpan<byte> content)
    {
        byte[] padded = new byte[((content.Length / RateBytes) + 1) * RateBytes];
        content.CopyTo(padded);
        padded[content.Length] ^= 0x01;
        padded[^1] ^= 0x80;
        ulong[] state = new ulong[Side * Side];
        for (int start = 0; start < padded.Length; start += RateBytes)
        {
            for (int lane = 0; lane < RateBytes / sizeof(ulong); lane++)
            {
                state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(padded.AsSpan(start + (lane * sizeof(ulong))));
            }

            Permute(state);
        }

        byte[] hash = new byte[HashBytes];
        for (int lane = 0; lane < HashBytes / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(lane * sizeof(ulong)), state[lane]);
        }

        return hash;
    }

    private static void Permute(ulong[] state)
    {
        foreach (ulong constant in RoundConstants)
        {
            MixColumns(state);
            Rotate(state);
            MixRows(state);
            state[0] ^= constant;
        }
    }

    private static void MixColumns(ulong[] state)
    {
        Span<ulong> parity = stackalloc ulong[Side];
        for (int x = 0; x < Side; x++)
        {
            parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }

        for (int lane = 0; lane < state.Length; lane++)
        {
            int x = lane % Side;
            state[lane] ^= parity[(x + 4) % Side] ^ BitOperations.RotateLeft(parity[(x + 1) % Side], 1);
        }
    }

    private static void Rotate(ulong[] state)
    {
        ulong moving = state[1];
        for (int step = 0; step < NextLane.Length; step++)
        {
            ulong displaced = state[NextLane[step]];
            state[NextLane[step]] = BitOperations.RotateLeft(moving, Rotation[step]);
            moving = displaced;
        }
    }

    private static void MixRows(ulong[] state)
    {
        Span<ulong> row = stackalloc ulong[Side];
        for (int start = 0; start < state.Length; start += Side)
        {
            state.AsSpan(start, Side).CopyTo(row);
            for (int x = 0; x < Side; x++)
            {
                state[start + x] ^= ~row[(x + 1) % Side] & row[(x + 2) % Side];
            }
        }
    }
}
