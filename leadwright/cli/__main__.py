from leadwright.cli.main import main

main()
