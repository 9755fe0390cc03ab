using System.IO.Compression;
using System.Text;
using Ballast.PaperExchange.Markets.Csv;

namespace Ballast.PaperExchange.Tests.Markets.Csv;

public sealed class CompressedTextTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},{i * i % 997}\n"));

    [Fact]
    public void Gives_back_what_was_compressed() => Read(Compressed(Text)).ShouldBe(Text);

    [Fact]
    public void Several_files_behind_one_another_are_one_text() =>
        Read([.. Compressed("a\n"), .. Compressed("b\n")]).ShouldBe("a\nb\n");

    /// <summary>Guards against half a price history passing for a whole one: the class library gives what came before
    /// the break and no error.</summary>
    [Fact]
    public void Refuses_a_file_that_breaks_off_wherever_it_does()
    {
        byte[] whole = Compressed(Text);
        for (int length = 12; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            CsvFaultException fault = Should.Throw<CsvFaultException>(
                () => CompressedText.Read(part), $"{length} of {whole.Length} bytes");
            fault.Line.ShouldBeInRange(1, 501);
        }
    }

    [Fact]
    public void Names_the_line_in_which_it_breaks_off()
    {
        byte[] whole = Compressed(Text);
        Should.Throw<CsvFaultException>(() => CompressedText.Read(whole[..^4])).Line
            .ShouldBe(501, "all 500 lines are there, and only the check at the end is missing");
    }

    private static string Read(byte[] gzip) => Encoding.UTF8.GetString(CompressedText.Read(gzip).Span);

    private static byte[] Compressed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Optimal))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
