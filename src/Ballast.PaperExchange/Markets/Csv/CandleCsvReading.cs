using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>What reading price files gave. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
public abstract record CandleCsvReading
{
    private CandleCsvReading()
    {
    }

    /// <summary>Every line was sound.</summary>
    public sealed record Read(CandleTable Table) : CandleCsvReading;

    /// <summary>The first thing that was wrong; nothing of the files is used.</summary>
    /// <param name="File">The file as it was named.</param>
    /// <param name="Line">Counting from 1; 0 where the whole file is meant (missing, unreadable, empty).</param>
    /// <param name="What">One sentence with the offending text and what is allowed.</param>
    public sealed record Refused(string File, int Line, string What) : CandleCsvReading
    {
        /// <summary>File, line and cause in one line.</summary>
        public string Message => Line > 0 ? $"{File}, line {Line}: {What}" : $"{File}: {What}";
    }
}

/// <summary>Carries the first fault of a file out of the parser; never leaves <see cref="CandleCsv"/>.</summary>
internal sealed class CsvFaultException(int line, string what) : Exception(what)
{
    public int Line { get; } = line;
}
