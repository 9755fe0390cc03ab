using System.Buffers.Binary;
using System.IO.Compression;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>The text of a gzip file, whole or refused. The class library ends without a word where such a file breaks
/// off, and half a history gives a result that looks like one.</summary>
internal static class CompressedText
{
    private const int UsualRatio = 16;

    private static readonly byte[] End = "\0the end of the text\0"u8.ToArray();
    private static readonly byte[] CompressedEnd = Compressed(End);

    /// <summary>Decompresses; several gzip files behind one another are one text.</summary>
    /// <exception cref="CsvFaultException">It breaks off, or something else lies behind its end; the line is the one it
    /// breaks off in.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ReadOnlyMemory<byte> Read(byte[] gzip)
    {
        // A marker behind the file is read as such only if the end of the file was.
        ReadOnlyMemory<byte> marked = default;
        try
        {
            marked = Decompressed([.. gzip, .. CompressedEnd], PlainLength(gzip));
        }
        catch (InvalidDataException)
        {
            // Broken off, and the marker taken for what is missing; or damaged, which shows again below.
        }

        if (marked.Span.EndsWith(End))
        {
            return marked[..^End.Length];
        }

        int line = Decompressed(gzip, PlainLength(gzip)).Span.Count((byte)'\n') + 1;
        throw new CsvFaultException(line, "the compressed file breaks off here, or is followed by something else");
    }

    // The last four bytes of a gzip file say how long its text is; taken as a hint and believed within reason only.
    private static int PlainLength(byte[] gzip)
    {
        uint said = BinaryPrimitives.ReadUInt32LittleEndian(gzip.AsSpan(Math.Max(0, gzip.Length - 4)));
        return (int)Math.Min(said + (uint)End.Length, (uint)Math.Min(gzip.Length * (long)UsualRatio, int.MaxValue / 2));
    }

    private static ReadOnlyMemory<byte> Decompressed(byte[] gzip, int likelyLength)
    {
        using MemoryStream plain = new(likelyLength);
        using GZipStream stream = new(new MemoryStream(gzip), CompressionMode.Decompress);
        stream.CopyTo(plain);
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    private static byte[] Compressed(byte[] plain)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest))
        {
            stream.Write(plain);
        }

        return packed.ToArray();
    }
}
