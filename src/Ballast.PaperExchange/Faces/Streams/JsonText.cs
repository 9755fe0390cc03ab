using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>How messages are written: plain text inside strings, nothing escaped that need not be.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Plain { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
