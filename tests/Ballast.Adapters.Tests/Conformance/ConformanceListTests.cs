using System.Globalization;
using System.Reflection;

namespace Ballast.Adapters.Tests.Conformance;

public sealed class ConformanceListTests
{
    private const string List = "docs/decisions/venue-conformance.md";

    [Fact]
    public void The_list_has_every_case_with_its_number_and_sentence()
    {
        string[] cases =
        [
            .. from type in typeof(ConformanceListTests).Assembly.GetTypes()
               from method in type.GetMethods()
               let conformance = method.GetCustomAttribute<ConformanceAttribute>()
               where conformance is not null
               orderby conformance.Number
               select string.Create(
                   CultureInfo.InvariantCulture, $"| C{conformance.Number} | {method.Name.Replace('_', ' ')} |"),
        ];
        string[] listed = [.. File.ReadLines(Path.Combine(Root(), List))
            .Where(line => line.StartsWith("| C", StringComparison.Ordinal))];

        listed.ShouldBe(cases);
        cases.Select(one => one.Split('|')[1]).ShouldBeUnique();
    }

    private static string Root()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Ballast.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("Ballast.slnx");
    }
}
