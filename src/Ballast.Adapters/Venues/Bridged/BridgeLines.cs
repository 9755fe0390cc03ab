namespace Ballast.Adapters.Venues.Bridged;

/// <summary>The lines of a stream of bytes, each without its end.</summary>
internal static class BridgeLines
{
    private const int FirstRoom = 64 << 10;
    private const byte LineEnd = (byte)'\n';

    /// <summary>Reads until the stream ends; a last line without an end is none.</summary>
    /// <param name="stream">What is read.</param>
    /// <param name="longest">Bytes of the longest line.</param>
    /// <exception cref="FormatException">A line is longer.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int longest)
    {
        byte[] room = new byte[Math.Min(FirstRoom, longest)];
        int filled = 0;
        int read;
        while ((read = await stream.ReadAsync(room.AsMemory(filled))) > 0)
        {
            int begun = 0;
            int looked = filled;
            filled += read;
            int end;
            while ((end = Array.IndexOf(room, LineEnd, looked, filled - looked)) >= 0)
            {
                yield return room.AsMemory(begun..end);
                begun = looked = end + 1;
            }

            room.AsSpan(begun..filled).CopyTo(room);
            filled -= begun;
            if (filled == room.Length)
            {
                Array.Resize(ref room, filled < longest
                    ? (int)Math.Min(filled * 2L, longest)
                    : throw new FormatException($"a line has more than {longest} bytes"));
            }
        }
    }
}
