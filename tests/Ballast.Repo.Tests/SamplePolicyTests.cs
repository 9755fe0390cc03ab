using Ballast.Core.Policies;
using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests;

public sealed class SamplePolicyTests
{
    public static TheoryData<string> Samples =>
        [.. Repository.Files.Files.Select(file => file.Path).Where(path =>
            path.StartsWith("samples/", StringComparison.Ordinal)
            && path.EndsWith(".jsonc", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_policy_is_read_without_an_error(string path)
    {
        PolicyReading reading = PolicyReader.Read(Repository.Files.Find(path)!.Text);

        reading.ShouldBeOfType<PolicyReading.Read>(reading.ToString());
    }

    [Fact]
    public void A_policy_with_an_unknown_field_would_not_pass() =>
        PolicyReader.Read("""{ "portfolio": "core", "wat": 1 }""").ShouldBeOfType<PolicyReading.Refused>();
}
