using ObjectTree.Benchmarks.Network;
using ObjectTree.Benchmarks.Network.Results;

// program FOLDER COMMIT [WORKLOAD...] [--servers a,b] [--clients n,m] [--runs n] [--quick] [--into FOLDER]: measures what is named, nothing
// named is all, and prints the table. All of it, or with --into, is also written.
Settings settings;
try
{
    settings = Settings.Parse(args);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
var circumstances = Circumstances.Of(settings);
var book = new ResultBook();
for (var run = 1; run <= settings.Times.Runs; run++)
{
    foreach (var point in settings.Points)
    {
        // One server after the other within a run, so that what the machine does meanwhile touches all alike.
        foreach (var server in settings.Servers)
        {
            if ((server.ExcuseFrom(point.Workload) ?? point.Excuse(server)) is { } why)
            {
                book.Excuse(server, point.Workload, why);
                continue;
            }
            Console.Error.WriteLine($"run {run}: {point.Workload}, {point.Case}: {server.Name}");
            try
            {
                book.Add(point, server, point.Measure(server));
            }
            catch (Exception failure)
            {
                // Whatever a server does, the others are measured; the table says why it is missing.
                book.Fail(server, $"{point.Workload}, {point.Case}", failure.Message);
            }
        }
    }
}
var table = Table.Markdown(book, settings.Servers);
Console.WriteLine(table);
if (settings.Folder is { } folder)
    ResultFiles.Write(folder, circumstances, book, table);
return 0;
